"""The rules of Indonesian hyphenation (EYD V II.C), and their compiler: `make patterns`."""
