"""A finished EPUB as its documents: which there are, and the bytes and type of each of its files.

Nothing of it runs when it is shown: the page puts each document into a frame without scripts. What makes a
browser connect before it asks any policy is taken out here, as `page/aman.js` does for the reader.
"""

from __future__ import annotations

import posixpath
import urllib.parse
import zipfile
from pathlib import Path

from lxml import etree

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".xhtml": "application/xhtml+xml; charset=utf-8",
}
_EARLY = ("{*}script", "{*}base", "{*}iframe", "{*}frame", "{*}object", "{*}embed")
_MOST = 100_000_000
"""Bytes of a file in an EPUB, unpacked."""
_OPF, _XHTML = "{http://www.idpf.org/2007/opf}", "{http://www.w3.org/1999/xhtml}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


def documents(path: Path) -> tuple[tuple[str, str], ...]:
    """Title and path of each document of the spine (EPUB 3.3, 5.7), in reading order; titles as in `nav`."""
    with zipfile.ZipFile(path) as archive:
        container = _tree(archive, "META-INF/container.xml")
        root = next(str(file.get("full-path")) for file in container.iter(f"{_CONTAINER}rootfile"))
        package = _tree(archive, root)
        folder = posixpath.dirname(root)
        items = {item.get("id"): item for item in package.iter(f"{_OPF}item")}
        nav = next(i for i in items.values() if "nav" in (i.get("properties") or "").split())
        names = _names(_tree(archive, posixpath.join(folder, str(nav.get("href")))))
        hrefs = [str(items[ref.get("idref")].get("href")) for ref in package.iter(f"{_OPF}itemref")]
        return tuple(
            (names.get(href, posixpath.splitext(href)[0]), posixpath.join(folder, href)) for href in hrefs
        )


def _names(nav: etree._Element) -> dict[str, str]:
    names: dict[str, str] = {}
    for one in nav.iter(f"{_XHTML}nav"):
        if one.get(_EPUB_TYPE) in {"toc", "landmarks"}:
            for link in one.iter(f"{_XHTML}a"):
                href = urllib.parse.unquote(str(link.get("href", ""))).partition("#")[0]
                names.setdefault(href, " ".join("".join(link.itertext()).split()))
    return names


def _tree(archive: zipfile.ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(_data(archive, name), parser)


def _sifted(document: etree._Element) -> bytes:
    etree.strip_elements(document, *_EARLY, with_tail=False)
    links = [link for link in document.iter("{*}link") if str(link.get("rel")).lower() != "stylesheet"]
    orders = [meta for meta in document.iter("{*}meta") if meta.get("http-equiv") is not None]
    for element in (*links, *orders):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return etree.tostring(document.getroottree(), encoding="utf-8")


def _data(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _MOST:
        raise KeyError(name)
    return archive.read(name)


def entry(path: Path, name: str) -> tuple[bytes, str] | None:
    """Bytes and media type of the file `name` in an EPUB; None where there is none that a reader shows."""
    kind = _TYPES.get(posixpath.splitext(name)[1].lower())
    if kind is None:
        return None
    try:
        with zipfile.ZipFile(path) as archive:
            is_document = "xml" in kind  # an SVG too, which a link could open
            return _sifted(_tree(archive, name)) if is_document else _data(archive, name), kind
    except (KeyError, OSError, etree.XMLSyntaxError, zipfile.BadZipFile):
        return None
