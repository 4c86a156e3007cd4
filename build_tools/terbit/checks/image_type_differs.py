"""The name of an image says another type than its file holds, or one that e-readers do not show."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._images import Contents, contents
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "A019",
    "image_type_differs",
    Severity.ERROR,
    "Jenis gambar tidak sesuai namanya",
    "Word menolak gambar yang isinya bukan jenis pada akhiran namanya. PNG, JPEG, GIF, WebP, dan SVG adalah "
    "jenis yang ditampilkan setiap pembaca EPUB 3.3; TIFF dan BMP bukan.",
    wrong="""![Peta](gambar/peta.txt)

gambar/peta.txt:
<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>""",
    right="![Peta](gambar/peta.png)",
)
_SUFFIXES = {
    "PNG": (".png",),
    "JPEG": (".jpg", ".jpeg"),
    "GIF": (".gif",),
    "WEBP": (".webp",),
    "SVG": (".svg",),
}


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each image whose suffix is not that of its contents."""
    for target, found, path, span in contents(manuscript):
        kind = _kind(found)
        if not kind or path.suffix.lower() in _SUFFIXES.get(kind, ()):
            continue
        if kind not in _SUFFIXES:
            yield RULE.at(
                span, f"Gambar “{target}” berjenis {kind}.", "Simpan ulang gambarnya sebagai PNG atau JPEG."
            )
        else:
            yield RULE.at(
                span,
                f"Gambar “{target}” sebenarnya berjenis {kind}.",
                f"Ganti akhiran nama berkasnya menjadi “{_SUFFIXES[kind][0]}”, juga dalam naskah.",
            )


def _kind(found: Contents) -> str:
    if found.is_svg:
        return "SVG"
    return found.raster.format if found.raster else ""
