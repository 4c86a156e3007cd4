"""Kata tugas are lower case inside a title."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._tables import FUNCTION_WORDS, title_case
from terbit.checks._words import flow_of, headings
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E021",
    "function_word_capitalised_in_title",
    Severity.ERROR,
    "Kata tugas berhuruf kapital dalam judul",
    "Kata tugas seperti di, ke, dari, dan, yang, dan terhadap tidak berhuruf kapital di tengah "
    "judul (EYD V I.F.21).",
    wrong="## Pengaruh Sosial Terhadap Keamanan\n\nIsi.",
    right="## Pengaruh Sosial terhadap Keamanan Dalam Negeri\n\nIsi.",
)


_NAMED = frozenset({
    ("dalam", "negeri"), ("dalam", "kota"), ("dalam", "ruang"), ("penyakit", "dalam"), ("organ", "dalam"),
    ("bagian", "dalam"), ("sisi", "dalam"), ("luka", "dalam"), ("lebih", "dalam"), ("sangat", "dalam"),
    ("laut", "dalam"), ("terlalu", "dalam"), ("pakaian", "dalam"), ("yang", "maha"), ("yang", "mulia"),
    ("yang", "mahaesa"), ("kantor", "antara"), ("berita", "antara"), ("perum", "antara"), ("dari", "aceh"),
})  # fmt: skip
_ALONE = frozenset({"sang", "si", "guna", "atas", "menjadi", "maka", "para", "saat"})
"""These can be names or nouns in a title: Tata Guna Lahan, Lapisan Atas."""


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each capital kata tugas that neither opens the title nor follows a colon."""
    flow = flow_of(manuscript)
    for piece, base in headings(flow):
        for number in flow.within(base, base + len(piece.text)):
            word, (start, end) = flow.lowers[number], flow.words[number]
            if word not in FUNCTION_WORDS or not flow.text[start].isupper() or flow.text[start:end].isupper():
                continue
            inside = start > base and flow.text[start - 1] == " " and flow.text[start - 2] not in ":.?!–—"
            named = (
                (word, flow.after(number)) in _NAMED
                or (flow.before(number), word) in _NAMED
                or word in _ALONE
            )
            if (
                inside
                and not named
                and title_case(piece.text, start - base)
                and not flow.shielded(start, end)
            ):
                message = f"Kata tugas “{flow.text[start:end]}” di tengah judul berhuruf kecil."
                yield flow.report(RULE, start, end, message, f"Tulis “{word}”.", word, safe=True)
