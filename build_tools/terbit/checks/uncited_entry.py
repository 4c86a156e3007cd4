"""What the list of references holds is cited."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._entries import used
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "R005",
    "uncited_entry",
    Severity.WARNING,
    "Entri pustaka tidak pernah dirujuk",
    "Entri yang tidak dirujuk tidak tercetak. Yang sengaja dicantumkan tanpa sitasi disebut dalam `nocite`. "
    "Hanya untuk folder buku: daftar di samping satu berkas Markdown boleh dipakai bersama.",
    wrong="""Perjanjian itu tua.

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh"}]""",
    right="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh"}]""",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each entry of a book's list that neither a citation nor `nocite` names."""
    if not manuscript.in_folder:
        return
    known = used(manuscript)
    for reference in manuscript.references:
        if reference.key not in known:
            yield RULE.at(
                reference.span,
                f"Entri “{reference.key}” tidak pernah dirujuk.",
                f"Rujuk dengan [@{reference.key}], sebut dalam “nocite”, atau hapus entrinya.",
            )
