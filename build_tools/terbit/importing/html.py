"""A web page becomes blocks: pandoc reads it, after what runs, fetches or steers was taken out.

Nothing is fetched. The frame of a page (its menus and its foot) becomes an aside, its words are not lost.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from terbit.importing._account import Account
from terbit.importing._draft import Draft
from terbit.importing._encoding import decode
from terbit.importing._pandoc import tree
from terbit.importing._rules import unreadable
from terbit.importing._sources import Source
from terbit.importing._sources import read as read_bytes
from terbit.model.tree import Block

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
_HEAD = 4_096
"""Bytes in which a page must say its encoding (HTML 13.2.3.2 asks for 1,024)."""
_SILENT = ("script", "style", "template", "title", "meta", "link", "base")
_FRAME = ("nav", "footer")
_FETCHING = ("iframe", "object", "embed", "video", "audio", "canvas", "map")
_LIKE = {
    "select": "ul", "datalist": "ul", "option": "li", "button": "p", "label": "p", "legend": "p",
    "textarea": "p", "summary": "p", "menu": "ul", "center": "div", "marquee": "p",
}  # fmt: skip
"""What is a block to a reader, though pandoc would run it into its neighbour."""
_WITHIN = frozenset(
    """a abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd mark nobr q s samp small
    span strike strong sub sup time tt u var wbr""".split()  # noqa: SIM905  # a list of words is read as words
)
_DATA = re.compile(r"data:image/[\w.+-]+;base64,", re.IGNORECASE)


def read(source: Source, account: Account) -> Draft:
    """The blocks of a page; pictures are found in the page itself or in its folder."""
    text = _decoded(source.data, account)
    root = _root(source.path, text)
    title = " ".join(next((one.text or "" for one in root.iter("title")), "").split())
    if title:
        named = any(True for _ in root.iter("h1"))
        body = next(root.iter("body"), root)
        first = body.makeelement("p" if named else "h1")
        first.text = account.aside("judul laman", title) if named else title
        body.insert(0, first)
    document = tree(source.path, "html", _cleaned(root, account))
    return Draft(document.blocks, pictures_of(source), title, words=words_of(text))


def blocks_of(path: Path, text: str, account: Account) -> tuple[Block, ...]:
    """The blocks of a piece of HTML, such as a Markdown file may hold."""
    return tree(path, "html", _cleaned(_root(path, text), account)).blocks


def pictures_of(source: Source) -> Callable[[str], bytes | None]:
    """A function from the target of a picture to its bytes: in the target itself, or a file of the folder."""

    def picture(target: str) -> bytes | None:
        if head := _DATA.match(target):
            try:
                return base64.b64decode(unquote(target[head.end() :]), validate=False)
            except (binascii.Error, ValueError):
                return None
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", target):
            return None
        name = unquote(re.split(r"[?#]", target)[0])
        if not name or "\x00" in name:
            return None
        path = source.path.parent / name
        try:
            inside = path.resolve().is_relative_to(source.folder.resolve())
        except (OSError, RuntimeError):
            return None
        return read_bytes(path.resolve()) if inside and path.is_file() else None

    return picture


def words_of(text: str) -> str:
    """The words of a page by another parser than that of the blocks."""
    reader = _Words()
    reader.feed(text)
    reader.close()
    return "".join(reader.pieces)


class _Words(HTMLParser):
    """Gathers text, a line for each element that does not stand within a line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if not self._silent and tag in {"script", "style", "template"}:
            self._silent = tag
        if tag not in _WITHIN:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""
        if tag not in _WITHIN:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data)


def _decoded(data: bytes, account: Account) -> str:
    """The text of a page: UTF-8 where it is, else as it declares, else as for any text."""
    declared = _CHARSET.search(data[:_HEAD])
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        name = declared[1].decode() if declared else ""
        try:
            known = codecs.lookup("cp1252" if name.lower() in {"iso-8859-1", "latin1", "us-ascii"} else name)
            if name and known._is_text_encoding:  # noqa: SLF001  # as bytes.decode itself asks
                account.change(f"Laman dibaca sebagai {known.name}, seperti yang dinyatakannya.")
                return decode(data.decode(known.name).encode(), account)
        except (LookupError, ValueError):
            pass
    return decode(data, account)


def _root(path: Path, text: str) -> Element:
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = html.document_fromstring(text.encode(), parser=parser)
    except (etree.ParserError, ValueError, AssertionError) as fault:
        raise unreadable(path, "laman itu tidak berisi", "Simpan ulang laman itu di peramban.") from fault
    if parser.error_log.filter_from_fatals():
        raise unreadable(
            path, "laman itu terlalu dalam atau terlalu besar", "Simpan hanya bagian tulisannya."
        )
    return root


def _cleaned(root: Element, account: Account) -> bytes:
    from lxml import etree

    for node in list(root.iter(*_SILENT)):
        node.drop_tree()  # type: ignore[attr-defined]  # of lxml.html
    for node in list(root.iter(*_FRAME)):
        said = " | ".join(" ".join(text.split()) for text in node.itertext() if text.strip())
        account.change("Menu dan kaki laman menjadi komentar dalam naskah.")
        _say(node, account.aside("menu atau kaki laman", said))
    for node in list(root.iter(*_FETCHING)):
        if where := node.get("src") or node.get("data"):
            account.lose(f"Isi yang diambil dari “{where[:80]}” ({node.tag!s}) tidak terbawa.")
        node.tag = "div"
    for node in list(root.iter("svg")):
        account.lose("Gambar SVG di dalam laman tidak terbawa; kata-katanya menjadi teks.")
        _say(node, " ".join(" ".join(node.itertext()).split()))
    for node in root.iter(*_LIKE):
        node.tag = _LIKE[str(node.tag)]
    for node in root.iter():
        for name in list(node.attrib):
            if name not in {"id", "href", "src", "alt", "lang", "colspan", "rowspan", "start", "name"}:
                del node.attrib[name]
    made: bytes = etree.tostring(root, encoding="utf-8", method="html")
    return made


def _say(node: Element, text: str) -> None:
    node.clear(keep_tail=True)
    node.tag = "p"
    node.text = text
