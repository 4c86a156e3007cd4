"""Links that lead to different places have different names."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Link
from terbit.model.walk import text_of

RULE = Rule(
    "A009",
    "same_link_text",
    Severity.ADVICE,
    "Teks tautan sama, tujuan berbeda",
    "Dua tautan bernama sama yang menuju tempat berbeda tidak dapat dibedakan dalam daftar tautan "
    "pembaca layar.",
    wrong="[Laporan](https://example.org/a) dan [laporan](https://example.org/b).",
    right="[Laporan 2023](https://example.org/a) dan [laporan 2024](https://example.org/b).",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each link whose words an earlier link to another address has; once for each wording."""
    seen: dict[str, str] = {}
    for node in manuscript.every(Link):
        if node.c[2][0].startswith("#"):
            continue
        words, target = " ".join(text_of(node.c[1]).split()), node.c[2][0]
        before = seen.setdefault(words.casefold(), target)
        if words and before not in (target, ""):
            seen[words.casefold()] = ""
            yield RULE.at(
                manuscript.places.span(node),
                f"Tautan lain dengan teks “{words}” menuju “{before}”.",
                "Beri masing-masing nama yang membedakan.",
            )
