"""A closing that promises a disclaimer holds one, or the next part does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._outline import Section, sections
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Para, Plain
from terbit.model.walk import text_of, walk

RULE = Rule(
    "S018",
    "promised_disclaimer_missing",
    Severity.WARNING,
    "Penafian yang dijanjikan tidak ada",
    "Judul yang menjanjikan penafian membuat pembaca mengira tanggung jawab sudah dibatasi.",
    wrong="## Penutup dengan Penafian\n\nTerima kasih telah membaca.",
    right="## Penutup dengan Penafian\n\nTulisan ini bukan merupakan nasihat hukum.",
)

_PROMISE = re.compile(
    r"\b(?:dengan|dan|serta|beserta|disertai)\s+(?:penafian|sangkalan|disclaimer)\b", re.IGNORECASE
)
_HOLDS = re.compile(
    r"\b(?:penafian|sangkalan|disclaimer)\b|\bbukan\s+(?:merupakan\s+|sebagai\s+)?(?:saran|nasihat|panduan|"
    r"rekomendasi|pendapat|pandangan|pernyataan|sikap|pengganti)|\bbersifat\s+(?:informatif|umum|"
    r"informasional)|"
    r"tidak\s+(?:bertanggung\s+jawab|menjamin|dapat\s+dituntut|dimaksudkan|mewakili|mencerminkan)|"
    r"\btanggung\s+jawab\s+(?:penulis|pembaca|masing-masing|penerbit)",
    re.IGNORECASE,
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each heading that names a disclaimer besides something else, where none follows."""
    every = sections(manuscript)
    for number, section in enumerate(every):
        if not _PROMISE.search(section.title):
            continue
        after = next((one for one in every[number + 1 :] if one not in section.below), None)
        if not _holds(section) and not (after and (_HOLDS.search(after.title) or _holds(after))):
            yield RULE.at(
                manuscript.places.span(section.header),
                f"“{section.title}” menjanjikan penafian, tetapi bagian itu dan bagian berikutnya tidak "
                "memuatnya.",
                "Tulis penafiannya, atau hapus janji itu dari judul.",
            )


def _holds(section: Section) -> bool:
    texts = [node for node in walk(section.blocks) if isinstance(node, Para | Plain)]
    below = any(_HOLDS.search(one.title) or _holds(one) for one in section.below)
    return below or any(_HOLDS.search(text_of(node.c)) for node in texts)
