"""What a finished file claims of its accessibility, and which rules of the outside judges contradict a claim.

An EPUB claims in its package (EPUB Accessibility 1.1, section 2; the terms are those of schema.org), a PDF in
its XMP (ISO 14289-1, section 5). A claim is worth what its reader can rely on, so it is held to every
violation, however small the judge thinks it.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

from terbit.model.findings import Rule, Severity

CONTRADICTED = Rule(
    "V020", "claim_contradicted", Severity.ERROR, "Klaim akses dibantah penguji dari luar",
    "Pembaca memilih buku menurut klaim akses di dalamnya; klaim yang keliru menyesatkan mereka.",
)  # fmt: skip

PDF_UA = "PDF/UA-1"
_UA = b"pdfuaid:part"
_DESCRIBED = frozenset(
    {"area-alt", "image-alt", "input-image-alt", "object-alt", "role-img-alt", "svg-img-alt"}
)
_EPUB = {
    "alternativeText": _DESCRIBED,
    "textual": _DESCRIBED,  # enough alone only where pictures are told in words
    "structuralNavigation": frozenset({"empty-heading", "heading-order", "p-as-heading"}),
    "tableOfContents": frozenset({"NAV-011", "epub-toc-order"}),
    "pageNavigation": frozenset(
        {"epub-pagelist-broken", "metadata-accessibilityFeature-printPageNumbers-nopagelist"}
    ),
    "pageBreakMarkers": frozenset({"epub-pagelist-missing-pagebreak", "pagebreak-label"}),
}
"""The rules of Ace (and EPUBCheck) that contradict a claim of an EPUB's."""
_CLAIMING = frozenset({"schema:accessibilityFeature", "schema:accessModeSufficient", "dcterms:conformsTo"})
_MOST_BYTES = 10_000_000


def claims(path: Path) -> frozenset[str]:
    """What the file at `path` claims; nothing where it cannot be read or claims nothing."""
    match path.suffix:
        case ".epub":
            return _of_epub(path)
        case ".pdf":
            return _of_pdf(path)
        case _:
            return frozenset()


def contradicted(claimed: Iterable[str], judge: str, rule: str) -> tuple[str, ...]:
    """Those of the claims that cannot be true when a judge finds its rule broken."""
    return tuple(sorted(claim for claim in claimed if _is_against(claim, judge, rule)))


def _is_against(claim: str, judge: str, rule: str) -> bool:
    if claim == PDF_UA:
        return judge == "veraPDF"
    if claim in _EPUB:
        return rule in _EPUB[claim]
    return judge == "Ace"  # what conforms has no violation at all


def _of_pdf(path: Path) -> frozenset[str]:
    import pikepdf

    try:
        with pikepdf.open(path) as pdf:
            metadata = pdf.Root.get("/Metadata")
            claimed = metadata is not None and _UA in metadata.read_bytes()
    except pikepdf.PdfError:
        return frozenset()
    return frozenset({PDF_UA} if claimed else ())


def _of_epub(path: Path) -> frozenset[str]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        with zipfile.ZipFile(path) as archive:
            packages = [entry for entry in archive.infolist() if entry.filename.endswith(".opf")]
            if not packages or packages[0].file_size > _MOST_BYTES:
                return frozenset()
            package = etree.fromstring(archive.read(packages[0]), parser)
    except (OSError, RuntimeError, zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError):  # damaged, locked
        return frozenset()
    told = {
        (str(meta.get("property", "")), (meta.text or "").strip())
        for meta in package.iter("{*}meta")
        if meta.get("property") in _CLAIMING
    }
    return frozenset(claim for name, claim in told if claim in _EPUB or name == "dcterms:conformsTo")
