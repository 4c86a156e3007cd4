"""Every citation added to a received line is listed with the claim it supports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from terbit.checks._received import aligned
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Block, Cite
from terbit.model.walk import walk

RULE = Rule(
    "N004",
    "unlisted_citation",
    Severity.ERROR,
    "Sitasi tambahan tidak tercatat",
    "Naskah yang diterima tidak memuat rujukan. Rujukan yang ditambahkan editor dicatat per klaim, agar "
    "jelas apa yang didukung oleh sumber mana.",
    wrong="""# Judul

Ini perjanjian [@a].

asli/naskah.txt:
Judul
Ini perjanjian.

suntingan.yaml:
asli: asli/naskah.txt
struktur: {id: S01, perubahan: judul, alasan: susunan, dasar: konvensi, judul: 1, subjudul: []}
aturan: []
catatan: []
sitasi: []

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh"}]""",
    right="""# Judul

Ini perjanjian [@a].

asli/naskah.txt:
Judul
Ini perjanjian.

suntingan.yaml:
asli: asli/naskah.txt
struktur: {id: S01, perubahan: judul, alasan: susunan, dasar: konvensi, judul: 1, subjudul: []}
aturan: []
catatan: []
sitasi: [{klaim: K01, baris: 2, kunci: [a]}]

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh"}]""",
    stops=True,
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each key cited on a received line but not listed for it, and each listed but not cited there."""
    edits = manuscript.edits
    if edits is None:
        return
    cited: dict[int, dict[str, Block | None]] = defaultdict(dict)
    for before, after in aligned(manuscript, edits):
        for node in walk([after.node] if after and after.node else [], into_notes=False):
            if isinstance(node, Cite) and after:
                cited[before.line if before else 0] |= dict.fromkeys(node.keys, after.node)
    listed: dict[int, set[str]] = defaultdict(set)
    for entry in edits.citations:
        listed[entry.line] |= set(entry.keys)
        for key in entry.keys:
            if key not in cited[entry.line]:
                yield RULE.at(
                    entry.span,
                    f"“{key}” tidak dirujuk di baris {entry.line} naskah asli.",
                    "Hapus kunci itu dari baris ini, atau rujuk sumbernya di naskah.",
                )
    for line, keys in cited.items():
        for key, block in keys.items():
            if key not in listed[line]:
                yield RULE.at(
                    manuscript.places.citation(key, block),
                    f"Sitasi “{key}” (baris {line} naskah asli) tidak tercatat.",
                    f"Catat di bawah “sitasi” dalam “{edits.path}” dengan klaimnya.",
                )
