"""Every item of a list says something."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import BulletList, OrderedList
from terbit.model.walk import walk

RULE = Rule(
    "S022",
    "empty_list_item",
    Severity.WARNING,
    "Butir daftar kosong",
    "Butir tanpa isi tercetak sebagai tanda butir sendirian; biasanya isinya tertinggal.",
    wrong="- Satu\n-\n- Tiga",
    right="- Satu\n- Dua\n- Tiga",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each list with items without any word or picture, at the item before (or the list)."""
    for node in manuscript.every(OrderedList, BulletList):
        items = node.c if isinstance(node, BulletList) else node.c[1]
        for at, item in enumerate(items):
            if not any(type(inner).__name__ not in ("Plain", "Para", "Space") for inner in walk(item)):
                near = items[at - 1] if at and items[at - 1] else (node,)
                yield RULE.at(
                    manuscript.places.span(*near),
                    f"Butir ke-{at + 1} dalam daftar ini kosong.",
                    "Isi butir itu atau hapus tandanya.",
                )
