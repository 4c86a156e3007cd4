"""The images of an EPUB's documents: found in the book's folder, named safely, or refused with a reason."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from terbit.adapters import pillow, svg
from terbit.adapters.ebooklib import Resource
from terbit.editions._epub_xml import h, local, remove
from terbit.model.book import Complaint

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from terbit.editions._epub_documents import Document

_FOREIGN = frozenset({"video", "audio", "embed", "iframe", "object"})
_MAY_MOVE = re.compile(rb"acTL|ANIM|<animate|<set\b|@keyframes|^GIF8")


class Images(NamedTuple):
    """What was put in and what was measured of it.

    `undescribed` are the sources without a description; `still` is whether none of the images can move.
    """

    resources: tuple[Resource, ...]
    shown: int
    undescribed: tuple[str, ...]
    still: bool
    complaints: tuple[Complaint, ...]


def images(made: list[Document], root: Path) -> Images:
    """Point each `img` at its file in the package; what cannot go in is taken out, with a complaint."""
    found: dict[str, Resource] = {}
    clear: set[str] = set()
    complaints: list[Complaint] = []
    undescribed: list[str] = []
    shown = 0
    for document in made:
        for element in list(document.body.iter(h("img"), *map(h, _FOREIGN))):
            source = unquote(element.get("src", ""))
            if source not in found:
                if reason := _include(element, source, root, found):
                    remove(element)
                    complaints.append(_refusal(source, reason))
                    continue
                if _is_clear(found[source]):
                    clear.add(source)
            element.set("src", found[source].path)
            if source in clear:
                element.set("class", f"{element.get('class', '')} bening".strip())
            shown += 1
            if not element.get("alt", "").strip():
                undescribed.append(source)
    complaints += [_undescribed(source) for source in dict.fromkeys(undescribed)]
    still = not any(_MAY_MOVE.search(image.data) for image in found.values())
    return Images(tuple(found.values()), shown, tuple(undescribed), still, tuple(complaints))


def _include(element: Element, source: str, root: Path, found: dict[str, Resource]) -> str:
    """Add the file at `source` to `found`; else the reason why not, as the end of a sentence."""
    if local(element) in _FOREIGN:
        return "film, suara, dan bingkai tidak didukung"
    path = (root / source).resolve()
    if not path.is_relative_to(root.resolve()):
        return "berkasnya di luar folder buku"
    try:
        data = path.read_bytes()
    except (OSError, ValueError):
        return "berkasnya tidak dapat dibaca"
    kind = _kind(data)
    if kind is None:
        return "jenisnya tidak dikenal pembaca EPUB"
    suffix, media = kind
    drawing = svg.root(data) if suffix == "svg" else None
    if drawing is not None and (svg.has_entities(drawing) or svg.reaches_out(drawing)):
        return "SVG itu memuat skrip atau mengambil sesuatu dari luar"
    number = len(found) + 1
    found[source] = Resource(f"gambar-{number}", f"gambar/{_safe_name(source, number)}.{suffix}", media, data)
    return ""


def _kind(data: bytes) -> tuple[str, str] | None:
    """Suffix and media type of a core image type (EPUB 3.3 § 3.2) by its first bytes: a name may lie."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png", "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg", "image/jpeg"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "gif", "image/gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp", "image/webp"
    return ("svg", "image/svg+xml") if svg.root(data) is not None else None


def _is_clear(image: Resource) -> bool:
    """Whether the page shows through: a drawing for white paper is lost on a dark one."""
    if image.media_type == "image/svg+xml":
        return True
    declared = pillow.look(image.data)
    return declared is not None and declared.clear


def _safe_name(source: str, number: int) -> str:
    # EPUB 3.3 § 4.2.3 forbids some characters in file names and OCF readers stumble over more.
    stem = unicodedata.normalize("NFKD", PurePosixPath(source).stem).encode("ascii", "ignore").decode()
    return f"{number:02}-{re.sub('[^a-z0-9]+', '-', stem.lower()).strip('-')}".strip("-")


def _refusal(source: str, reason: str) -> Complaint:
    return Complaint(
        "X012",
        f"Gambar “{source}” tidak dapat dimasukkan ke EPUB: {reason}.",
        source,
        "Simpan gambar itu sebagai PNG, JPEG, atau SVG di dalam folder buku.",
    )


def _undescribed(source: str) -> Complaint:
    return Complaint(
        "X013",
        f"Gambar “{source}” tidak berdeskripsi, jadi EPUB tidak menyatakan adanya teks alternatif.",
        source,
        f"Tulis deskripsinya di dalam kurung siku: ![deskripsi]({source}).",
    )
