"""A citation needs an entry in the list of references."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Cite

RULE = Rule(
    "R003",
    "unknown_reference",
    Severity.ERROR,
    "Rujukan tidak ada dalam daftar pustaka",
    "Pembaca tidak dapat menemukan sumber yang tidak tercantum di daftar pustaka.",
    wrong="""Perjanjian itu tertua [@b].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh"}]""",
    right="""Perjanjian itu tertua [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh"}]""",
    stops=True,
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each unknown key once, at its first place, with the nearest known one."""
    known = [reference.key for reference in manuscript.references]
    keys = [key for node in manuscript.every(Cite) for key in node.keys]
    for key in dict.fromkeys(keys):
        if key in known:
            continue
        near = difflib.get_close_matches(key, known, 1)
        yield RULE.at(
            manuscript.places.citation(key),
            f"Rujukan “{key}” tidak ada dalam {manuscript.references_path}.",
            f"Mungkin maksudnya “{near[0]}”." if near else "Tambahkan entrinya, atau hapus rujukan itu.",
        )
