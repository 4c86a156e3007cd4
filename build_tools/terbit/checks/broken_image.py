"""An image file that breaks off shows half a picture, or none."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._images import contents
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "A017",
    "broken_image",
    Severity.ERROR,
    "Gambar rusak",
    "Berkas yang kosong, terpotong, atau bukan gambar tercetak separuh atau sebagai lubang, dan setiap "
    "pembaca EPUB menampilkannya lain. Biasanya unduhan atau salinannya terputus.",
    wrong="""![Peta](gambar/peta.txt)

gambar/peta.txt:
bukan gambar""",
    right="![Peta](gambar/peta.png)",
    stops=True,
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each image whose file is empty, breaks off, has a wrong checksum or holds no picture."""
    for target, found, _, span in contents(manuscript):
        if found.fault:
            yield RULE.at(
                span,
                f"Gambar “{target}” tidak dapat dipakai: {found.fault}.",
                "Salin lagi berkas aslinya, atau simpan ulang gambarnya sebagai PNG atau JPEG.",
            )
