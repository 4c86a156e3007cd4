"""What a file or folder is called becomes a title."""

from __future__ import annotations


def title_of_name(name: str) -> str:
    """The words of a name with capitals: `buku-saya` is “Buku Saya”; empty where it holds no word."""
    words = name.replace("-", " ").replace("_", " ").split()
    return " ".join(word[:1].upper() + word[1:] for word in words)
