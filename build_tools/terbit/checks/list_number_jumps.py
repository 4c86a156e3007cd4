"""The numbers an author gives a list are the numbers that are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import OrderedList

RULE = Rule(
    "S020",
    "list_number_jumps",
    Severity.WARNING,
    "Nomor daftar melompat",
    "Nomor daftar dihitung ulang dari butir pertama: yang ditulis “1, 3” tercetak “1, 2”. Kalau teks "
    "merujuk ke "
    "butir 3, pembaca tidak menemukannya.",
    wrong="1. Satu\n3. Tiga\n4. Empat",
    right="1. Satu\n2. Dua\n3. Tiga",
)

_MARK = re.compile(r"(?:^|[\n\r])[ \t>]*\(?(\d{1,4})[.)][ \t]+[*_“‘\"'(\[]*$")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each item whose number does not follow; a list numbered “1.” throughout leaves counting to us."""
    places = manuscript.places
    for node in manuscript.every(OrderedList):
        numbered: list[tuple[int, int, int]] = []
        for item in node.c[1]:
            span = places.span(*item)
            start = places.lines.offset(span.line, span.column)
            match = _MARK.search(manuscript.text, max(0, start - 80), start)
            if match:
                numbered.append((int(match[1]), match.start(1), match.end(1)))
        if len(numbered) != len(node.c[1]) or len({number for number, _, _ in numbered}) == 1:
            continue
        first = node.c[0][0]
        for at, (number, start, end) in enumerate(numbered):
            before = numbered[at - 1][0] if at else first - 1
            if number != before + 1:
                yield RULE.at(
                    places.lines.span(start, end),
                    f"Butir bernomor {number} menyusul nomor {before}; yang tercetak “{first + at}”.",
                    "Perbaiki nomornya, atau tambahkan butir yang hilang.",
                )
