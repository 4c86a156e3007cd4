"""A description does not say that it describes a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._pictures import pictures
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "A005",
    "description_names_its_kind",
    Severity.ADVICE,
    "Deskripsi gambar diawali “gambar …”",
    "Pembaca layar sudah menyebut “gambar”; deskripsi langsung mengatakan isinya.",
    wrong="![Gambar dari sebuah kapal layar](gambar/peta.png)",
    right="![Kapal layar di pelabuhan](gambar/peta.png)",
)

_KIND = re.compile(
    r"(?:(?:ini|berikut)(?: ini)? )?(?:adalah )?(?:sebuah )?(?:gambar|foto|ilustrasi|image|picture)\s+"
    r"(?:dari|tentang|yang (?:menunjukkan|memperlihatkan|menggambarkan)|mengenai|of)\b",
    re.IGNORECASE,
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each description that begins so."""
    for picture in pictures(manuscript):
        if found := _KIND.match(picture.description):
            yield RULE.at(
                picture.span,
                f"Deskripsi gambar diawali “{found.group()}”.",
                "Hapus kata-kata itu.",
            )
