"""A link says where it leads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Link
from terbit.model.walk import text_of

RULE = Rule(
    "A008",
    "unclear_link_text",
    Severity.WARNING,
    "Teks tautan tidak menyebut tujuannya",
    "Pembaca layar sering membaca daftar tautan saja: sepuluh “di sini” tidak berarti (WCAG 2.2, "
    "kriteria 2.4.4); "
    "dalam cetakan pun tujuannya hilang.",
    wrong="Unduh [di sini](https://example.org).",
    right="Unduh [lembar kerja kelas X](https://example.org).",
)

_EMPTY_WORDS = re.compile(
    r"(?:silakan |harap )?(?:klik|tekan|ketuk|unduh|lihat|baca)?\s*(?:di |pada )?(?:sini|disini|"
    r"tautan(?: ini| berikut)?|"
    r"link(?: ini| berikut)?|halaman ini|laman ini)|(?:baca |lihat )?(?:selengkapnya|lebih lanjut|"
    r"selanjutnya)|"
    r"klik|click here|here|read more|link|tautan",
    re.IGNORECASE,
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each link to the outside in such words."""
    for node in manuscript.every(Link):
        if not node.c[2][0].startswith("#"):
            words = " ".join(text_of(node.c[1]).split())
            if _EMPTY_WORDS.fullmatch(words.strip(" .!→»>")):
                yield RULE.at(
                    manuscript.places.span(node),
                    f"Teks tautan “{words}” tidak menyebut tujuannya.",
                    "Tautkan nama halaman atau dokumen yang dituju.",
                )
