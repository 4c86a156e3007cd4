"""Words are parted by spaces, not by tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._characters import each, readable
from terbit.model.findings import Finding, Fix, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "U011",
    "tab_in_text",
    Severity.WARNING,
    "Tab di tengah kalimat",
    "Tab di antara kata tercetak sebagai satu spasi, bukan sebagai kolom; untuk kolom pakailah tabel.",
    wrong="Mesir\tHet",
    right="Mesir dan Het",
)

_TAB = re.compile(r"(?<=[^\s|])[ ]*\t[ \t]*(?=[^\s|])")
_SIGN = re.compile("\t")
_ITEM = re.compile(r"^[ \t>]*(?:[-+*:~]|\(?(?:\d+|[a-zA-Z]|#|@\w*)[.)]|\[\^[^\]]+\]:|\|.*|#+)$")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each tab between two words of a line; that after the mark of a list, a note or a heading may stand."""
    text = readable(manuscript)
    for match, span in each(manuscript, _TAB, _SIGN):
        before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if not _ITEM.match(before) and not before.startswith(("\t", "    ")):
            yield RULE.at(
                span,
                "Ada tab di antara dua kata.",
                "Pakai satu spasi, atau buat tabel.",
                Fix(" ", safe=True),
            )
