"""Which paragraphs of a Word file are headings: by style, by outline level, or because they look like one.

Many writers know no styles: a short line in bold or in large letters is their heading. pandoc sees neither
size nor place, so such paragraphs get a style of their own here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from terbit.importing._account import Account
from terbit.importing._docx_parts import paragraph
from terbit.importing._docx_xml import W, is_on, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_STYLE = "TerbitJudul"
_DEEPEST = 6
_LONGEST = 15
"""Words of a line that may be a heading without a style."""
_LARGER = 4
"""Half points by which letters are larger than those of the text, and so a heading's."""
_LOOKS = tuple(f"{W}{name}" for name in ("b", "bCs", "sz", "szCs", "rStyle", "numPr", "outlineLvl"))
_TELLING = re.compile(r"judul|bab|head|title|section|sub")
_NO_HEADING = re.compile(r"caption|definition|bibliograph|list")
_CAPTION = re.compile(r"(?:tabel|gambar|bagan|grafik|foto) \d", re.IGNORECASE)
_CONTENTS = re.compile(r"toc (?:\d|heading)")
_STANDARD_SIZE = 22
"""Half points, where a file names no size."""
_BODY = 9
"""The outline level of text (17.3.1.20)."""
_NAMED = re.compile(r"heading (\d)")
_METADATA = frozenset({"subtitle", "author", "date", "abstract", "abstract title"})
"""Styles whose paragraphs pandoc takes out of the text."""


class _Look(msgspec.Struct, frozen=True):
    """How a paragraph without a style of headings stands out; larger looks are of higher rank."""

    size: int
    capitals: bool
    centred: bool


def mark(body: Element, styles: Element | None, account: Account) -> str:
    """Give every heading of the body a style that pandoc knows; the title's text, where a style tells it.

    The levels are as the writer's, the title's 1 and those below it one deeper; gaps are closed later.
    """
    known = _Styles(styles)
    holder = next(body.iter(f"{W}body"), body)
    paragraphs = [node for node in holder if node.tag == f"{W}p"]
    paragraphs = _without_contents(paragraphs, known, account)
    told = {
        node: level
        for node in paragraphs
        if (level := known.level(node)) is not None and text_of(node).strip()
    }
    title = next((node for node, level in told.items() if level == 0), None)
    seen = {node: look for node in paragraphs if node not in told and (look := known.look(node))}
    ranks = sorted(
        set(seen.values()), key=lambda look: (look.size, look.capitals, look.centred), reverse=True
    )
    above = 1 if title is not None else 0
    for node in paragraphs:
        if node in told:
            above = told[node] + (title is not None)
            _become(node, above)
        elif node in seen:
            _become(node, above + 1 if told else ranks.index(seen[node]) + 1)
        elif known.level(node) is not None or known.name(node) in _METADATA:
            _set_style(node, "")
    if seen:
        account.change(f"{len(seen)} baris tebal atau berhuruf besar dianggap judul.")
    return " ".join(text_of(title).split()) if title is not None else ""


def add_styles(roots: dict[str, Element]) -> None:
    """Define our styles of headings in the styles of the file."""
    from lxml import etree

    name = "word/styles.xml"
    if name not in roots:
        return
    for level in range(1, _DEEPEST + 1):
        style = etree.SubElement(
            roots[name], f"{W}style", {f"{W}type": "paragraph", f"{W}styleId": f"{_STYLE}{level}"}
        )
        etree.SubElement(style, f"{W}name", {f"{W}val": f"heading {level}"})


def _become(node: Element, level: int) -> None:
    """Make a paragraph a heading: its own look, and its number in a list, go."""
    _set_style(node, f"{_STYLE}{min(level, _DEEPEST)}")
    for gone in list(node.iter(*_LOOKS)):
        parent = gone.getparent()
        if parent is not None:
            parent.remove(gone)


def _set_style(node: Element, style: str) -> None:
    from lxml import etree

    properties = node.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        node.insert(0, properties)
    for old in properties.findall(f"{W}pStyle"):
        properties.remove(old)
    if style:
        properties.insert(0, etree.Element(f"{W}pStyle", {f"{W}val": style}))


def _without_contents(paragraphs: list[Element], known: _Styles, account: Account) -> list[Element]:
    """A table of contents is made anew by every edition: the old one becomes one aside."""
    old = [node for node in paragraphs if _CONTENTS.fullmatch(known.name(node))]
    if not old:
        return paragraphs
    account.change("Daftar isi lama menjadi komentar; setiap edisi membuat daftar isinya sendiri.")
    mark = account.aside("daftar isi lama", " | ".join(text_of(node) for node in old))
    if mark:
        old[0].addprevious(paragraph(mark))
    for node in old:
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)
    return [node for node in paragraphs if node not in set(old)]


class _Styles:
    """What the styles of a Word file say of its paragraphs, inherited ones included (17.7)."""

    def __init__(self, root: Element | None) -> None:
        """`root` is that of word/styles.xml."""
        every = root.findall(f"{W}style") if root is not None else []
        self._styles = {node.get(f"{W}styleId", ""): node for node in every}
        standard = (
            node for node in every if node.get(f"{W}type") == "paragraph" and node.get(f"{W}default") == "1"
        )
        first = next(standard, None)
        self._standard = first.get(f"{W}styleId", "") if first is not None else ""
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if root is not None else None
        size = self._inherited(self._standard, f"{W}rPr/{W}sz") or _value(defaults, f"{W}sz")
        self._size = _number(size, _STANDARD_SIZE)

    def name(self, node: Element) -> str:
        """The name of a paragraph's style in small letters; empty for the standard one."""
        return self._name(_value(node, f"{W}pPr/{W}pStyle"))

    def level(self, node: Element) -> int | None:
        """The level that style or outline give a paragraph: 0 for the title; None where it is no heading."""
        for style in self._chain(_value(node, f"{W}pPr/{W}pStyle")):
            name = self._name(style)
            if name == "title":
                return 0
            if told := _NAMED.fullmatch(name):
                return int(told[1])
        outline = _number(_value(node, f"{W}pPr/{W}outlineLvl"), _BODY)
        return outline + 1 if outline < _BODY else None

    def look(self, node: Element) -> _Look | None:
        """How a short line stands out from the text, or None."""
        text = text_of(node).strip()
        style = _value(node, f"{W}pPr/{W}pStyle")
        if _NO_HEADING.search(self.name(node)) or _CAPTION.match(text):
            return None
        short = text and len(text.split()) <= _LONGEST and not text.endswith((".", ",", ";"))
        if not short or node.find(f"{W}pPr/{W}numPr") is not None or not any(map(str.isalpha, text)):
            return None
        runs = [run for run in node.iter(f"{W}r") if text_of(run).strip()]
        sizes = [self._run_size(run, style) for run in runs]
        if not runs or not (
            all(self._is_bold(run, style) for run in runs) or min(sizes) >= self._size + _LARGER
        ):
            return None
        centred = _value(node, f"{W}pPr/{W}jc") or self._inherited(style, f"{W}pPr/{W}jc")
        return _Look(max(sizes), text.isupper(), centred == "center")

    def _is_bold(self, run: Element, style: str) -> bool:
        own = is_on(run.find(f"{W}rPr/{W}b"))
        if own is not None:
            return own
        character = _value(run, f"{W}rPr/{W}rStyle")
        # A style that is bold for another reason (a term, a label) makes no heading.
        told = _TELLING.search(self._name(style)) or style == self._standard
        chain = (*self._chain(character), *(self._chain(style) if told else ()))
        every = (is_on(self._styles[one].find(f"{W}rPr/{W}b")) for one in chain)
        return next((told for told in every if told is not None), False)

    def _run_size(self, run: Element, style: str) -> int:
        return _number(_value(run, f"{W}rPr/{W}sz") or self._inherited(style, f"{W}rPr/{W}sz"), self._size)

    def _inherited(self, style: str, path: str) -> str:
        return next((told for one in self._chain(style) if (told := _value(self._styles[one], path))), "")

    def _chain(self, style: str) -> list[str]:
        """A style and those it is based on; a circle is gone round once."""
        found: list[str] = []
        while style in self._styles and style not in found:
            found.append(style)
            style = _value(self._styles[style], f"{W}basedOn")
        return found

    def _name(self, style: str) -> str:
        return _value(self._styles.get(style), f"{W}name").lower() if style in self._styles else ""


def _number(text: str, otherwise: int) -> int:
    # A stranger's number may have thousands of digits.
    return int(text) if text.isdecimal() and len(text) < 5 else otherwise  # noqa: PLR2004  # four digits


def _value(node: Element | None, path: str) -> str:
    found = node.find(path) if node is not None else None
    return found.get(f"{W}val", "") if found is not None else ""
