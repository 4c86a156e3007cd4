"""How even the pages of finished PDFs are: `bench/pages.py dist/*.pdf`, each read as it is printed.

Only full lines of running text count: those of the page's commonest size that end where at least three others
do. `loosest` is the widest gap between two words of one such line, in em of its type, `p99` the gap that 99
of 100 are narrower than; a normal space is 0.25 em. `hyphens` is the longest run of lines that end with a
hyphen of the line breaker (U+2010), `turns` the pages that break inside a word.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pymupdf

_NO_GAP, _COLUMN_GAP = 0.1, 1.1
"""In em: less is within a word, more is another column or a label beside the text."""
_FULL, _SHORT = 4, 30
"""Lines that end at one place on a page, and characters in a line: fewer are chance, or a cell of a table."""


def main() -> None:
    """Print one row a file."""
    print(f"{'':38}{'pages':>6}{'lines':>7}{'loosest':>9}{'p99':>6}{'hyphens':>9}{'turns':>7}")
    for name in sys.argv[1:]:
        with pymupdf.open(name) as document:
            pages = [_running(list(_lines(page))) for page in document]
        gaps = sorted(gap for lines in pages for line in lines for gap in _gaps(line))
        ends = [[_ends_with_hyphen(line) for line in lines] for lines in pages]
        runs = (len(list(run)) for lines in ends for hyphen, run in itertools.groupby(lines) if hyphen)
        turns = sum(hyphens[-1] for hyphens in ends if hyphens)
        loosest, most = (gaps[-1], gaps[int(len(gaps) * 0.99)]) if gaps else (0.0, 0.0)
        row = f"{len(pages):6}{sum(map(len, pages)):7}{loosest:9.2f}{most:6.2f}"
        print(f"{Path(name).name:38}{row}{max(runs, default=0):9}{turns:7}")


def _lines(page: Any) -> Iterator[list[Any]]:  # noqa: ANN401  # pymupdf has no types
    """The printed lines of running text, top to bottom: lists of characters with their em."""
    characters = [
        (char, span["size"])
        for block in page.get_text("rawdict")["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
        for char in span["chars"]
    ]
    characters.sort(key=lambda pair: (round(pair[0]["origin"][1]), pair[0]["origin"][0]))
    for _, line in itertools.groupby(characters, lambda pair: round(pair[0]["origin"][1])):
        part: list[Any] = []
        for char, size in line:
            if part and char["bbox"][0] - part[-1][0]["bbox"][2] > _COLUMN_GAP * size:
                yield part
                part = []
            if char["c"].strip():
                part.append((char, size))
        if part:
            yield part


def _gaps(line: list[Any]) -> Iterator[float]:
    for (before, _), (after, size) in itertools.pairwise(line):
        gap = (after["bbox"][0] - before["bbox"][2]) / size
        if gap > _NO_GAP:
            yield gap


def _ends_with_hyphen(line: list[Any]) -> bool:
    return bool(line[-1][0]["c"] == "\u2010")


def _running(lines: list[list[Any]]) -> list[list[Any]]:
    sizes = [round(line[0][1], 1) for line in lines]
    common = max(set(sizes), key=sizes.count, default=0)
    text = [ln for ln, size in zip(lines, sizes, strict=True) if size == common and len(ln) > _SHORT]
    edges = [round(line[-1][0]["bbox"][2]) for line in text]
    full = {edge for edge in edges if edges.count(edge) >= _FULL}
    return [line for line, edge in zip(text, edges, strict=True) if edge in full]


if __name__ == "__main__":
    main()
