"""No space stands before a punctuation mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T001",
    "space_before_punctuation",
    Severity.WARNING,
    "Spasi sebelum tanda baca",
    "Tanda baca melekat pada kata di depannya (konvensi; contoh EYD V III.D tanpa spasi, kaidah "
    "tersuratnya belum diperiksa).",
    wrong="Ada tiga hal : satu, dua, tiga.",
    right="Ada tiga hal: satu, dua, tiga ….",
)


# Only after a word: in “\ @ : * ?” the marks themselves are spoken of.
_PATTERN = re.compile(
    r"(?:(?<=[^\W\d_])|(?<=[)\]”’»%])|(?<=\w[\"'])) +(?=[:;,?!](?:[ \n]|$|[\"”’)])|\.(?:[ \n]|$)(?! ?\.))"
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each space before a mark that ends a word."""
    flow = flow_of(manuscript)
    for match in matches(flow, _PATTERN, " :", " ;", " ,", " ?", " !", " ."):
        if True:
            new = ""
            yield flow.report(
                RULE,
                *match.span(),
                f"Ada spasi sebelum “{flow.text[match.end()]}”.",
                "Hapus spasinya.",
                new,
                safe=True,
            )
