"""A description says what the picture shows, not what its file is called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from terbit.checks._pictures import pictures
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "A003",
    "description_is_file_name",
    Severity.WARNING,
    "Deskripsi gambar berupa nama berkas",
    "Pembaca layar membacakan nama berkas itu huruf demi huruf; pembaca tetap tidak tahu apa gambarnya.",
    wrong="![peta.png](gambar/peta.png)",
    right="![Peta wilayah Mesir dan Het](gambar/peta.png)",
)

_FILE = re.compile(
    r"\S*\.(?:png|jpe?g|gif|svg|webp|tiff?|bmp)|(?:img|dsc|image|screenshot|gambar|foto)[-_ ]?\d+",
    re.IGNORECASE,
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each description in the form of a file name, or equal to the file's own."""
    for picture in pictures(manuscript):
        words = " ".join(picture.description.split())
        own = PurePosixPath(picture.path).stem.casefold()
        if words and (_FILE.fullmatch(words) or ("_" in own and words.casefold() == own)):
            yield RULE.at(
                picture.span if picture.own else manuscript.places.text_span(words),
                f"Deskripsi “{words}” adalah nama berkas.",
                "Tulis apa yang tampak, misalnya “Peta wilayah Mesir dan Het”.",
            )
