"""What became of everything in a source that a master cannot hold as it stood."""

from __future__ import annotations

import re

OPEN, CLOSE = "\ue000", "\ue001"
"""Private-use characters around the number of an aside; those of a source are taken out before."""


class Account:
    """Fills while a source is read. `changed` and `lost` are Indonesian sentences for the import report.

    An aside is text that belongs to the source but not to the printed book (a comment of a reviewer, a
    deleted sentence, an old table of contents): it is kept in the master as a comment, at its place.
    `mended` counts the lines that were read in a wrong encoding before they came here.
    """

    def __init__(self) -> None:
        """Nothing has happened yet."""
        self.changed: list[str] = []
        self.lost: list[str] = []
        self.asides: list[str] = []
        self.mended = 0

    def change(self, sentence: str) -> None:
        """Say how something is kept otherwise than it stood, once."""
        if sentence not in self.changed:
            self.changed.append(sentence)

    def lose(self, sentence: str) -> None:
        """Say what could not be kept, once."""
        if sentence not in self.lost:
            self.lost.append(sentence)

    def aside(self, kind: str, text: str) -> str:
        """Keep `text` for a comment of the master; the mark to be left at its place (empty without text)."""
        words = " ".join(text.split())
        if not words:
            return ""
        self.asides.append(f"{kind}: {words}")
        return f"{OPEN}{len(self.asides) - 1}{CLOSE}"

    def comment(self, number: int) -> str:
        """The aside as an HTML comment of one line, which nothing in it can end (HTML 13.1.6)."""
        text = re.sub(r"-(?=[->!])", "- ", self.asides[number])
        return f"<!-- {text.rstrip('-')} -->"


def without_marks(text: str) -> str:
    """A source's text without the characters that mark asides."""
    return text.replace(OPEN, "").replace(CLOSE, "")
