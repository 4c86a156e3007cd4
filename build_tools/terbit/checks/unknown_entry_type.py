"""An entry's type is one that citation styles know (CSL 1.0.2, appendix III)."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from terbit.checks._entries import fix, place
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "R019",
    "unknown_entry_type",
    Severity.WARNING,
    "Jenis entri pustaka tidak dikenal",
    "Gaya sitasi menyusun entri menurut jenisnya; jenis yang tidak dikenal disusun sebagai entri umum.",
    wrong="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "artikel", "title": "Kadesh"}]""",
    right="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "article-journal", "title": "Kadesh"}]""",
)

_TYPES = (
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book",
    "broadcast", "chapter", "classic", "collection", "dataset", "document", "entry",
    "entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic", "hearing", "interview",
    "legal_case", "legislation", "manuscript", "map", "motion_picture", "musical_score", "pamphlet",
    "paper-conference", "patent", "performance", "periodical", "personal_communication", "post",
    "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech",
    "standard", "thesis", "treaty", "webpage",
)  # fmt: skip
_INDONESIAN = {
    "buku": "book", "artikel": "article-journal", "jurnal": "article-journal", "skripsi": "thesis",
    "tesis": "thesis", "disertasi": "thesis", "laman": "webpage", "website": "webpage", "situs": "webpage",
    "undang-undang": "legislation", "peraturan": "legislation", "laporan": "report", "bab": "chapter",
    "koran": "article-newspaper", "majalah": "article-magazine", "makalah": "paper-conference",
    "journal-article": "article-journal", "inproceedings": "paper-conference",
}  # fmt: skip


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each entry of another type, with the one that was probably meant."""
    for reference in manuscript.references:
        if reference.type in _TYPES:
            continue
        near = _INDONESIAN.get(reference.type.casefold()) or next(
            iter(difflib.get_close_matches(reference.type.casefold(), _TYPES, 1)), ""
        )
        yield RULE.at(
            place(reference, "type"),
            f"Jenis “{reference.type}” pada entri “{reference.key}” tidak dikenal.",
            f"Mungkin maksudnya “{near}”." if near else "Pakai jenis CSL, misalnya “book” atau “webpage”.",
            fix(reference, "type", near, safe=False) if near else None,
        )
