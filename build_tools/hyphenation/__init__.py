"""The rules of Indonesian hyphenation (EYD V II.C) and their compiler: `python -m hyphenation` writes the dictionary."""
