"""Only references that somebody confirmed may be printed."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Cite

RULE = Rule(
    "R004",
    "unverified_reference",
    Severity.ERROR,
    "Rujukan belum diverifikasi",
    "Entri yang menyatakan dirinya belum diverifikasi (`custom.verifikasi`) belum pantas dicetak.",
    wrong="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh",
  "custom": {"verifikasi": "sebagian"}}]""",
    right="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh",
  "custom": {"verifikasi": "terverifikasi"}}]""",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each cited entry whose `custom.verifikasi` says something other than `terverifikasi`."""
    cited = {key for node in manuscript.every(Cite) for key in node.keys}
    for reference in manuscript.references:
        if reference.key in cited and reference.status not in ("", "terverifikasi"):
            yield RULE.at(
                reference.span,
                f"Entri “{reference.key}” dirujuk padahal verifikasinya “{reference.status}”.",
                "Periksa entri itu pada katalog, atau hapus rujukannya.",
            )
