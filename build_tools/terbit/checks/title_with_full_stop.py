"""The citation style ends a title, not the entry."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._entries import fix, place, text
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "R025",
    "title_with_full_stop",
    Severity.WARNING,
    "Titik di akhir judul entri",
    "Tanda baca antarunsur ditulis oleh gaya sitasi; titik dalam entri dapat tercetak di tengah kalimat.",
    wrong="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Bilateral Diplomacy."}]""",
    right="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Bilateral Diplomacy"}]""",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each title that ends in one full stop, a comma or a colon; an abbreviation keeps its own."""
    for reference in manuscript.references:
        for name in ("title", "container-title"):
            title = text(reference, name)
            ends = title.endswith((".", ",", ":", ";")) and not title.endswith(("..", "…"))
            last = title.split()[-1] if title else ""
            if ends and not (last.count(".") > 1 or len(last) <= len("dkk.")):
                yield RULE.at(
                    place(reference, name),
                    f"Judul pada entri “{reference.key}” berakhir dengan “{title[-1]}”.",
                    f"Hapus “{title[-1]}” di akhir judul.",
                    fix(reference, name, title[:-1], safe=True),
                )
