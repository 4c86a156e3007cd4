"""What pandoc would drop from a Word file is put, in its XML, where pandoc reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from terbit.importing._account import Account
from terbit.importing._archive import Archive
from terbit.importing._docx_xml import MC, XML_SPACE, R, W, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_WRAPS = tuple(f"{W}{name}" for name in ("ins", "moveTo", "smartTag", "customXml", "fldSimple", "dir", "bdo"))
_PROPERTIES = tuple(f"{W}{name}" for name in ("rPr", "pPr", "trPr", "tcPr", "numPr", "sectPr"))
_MOST_COLUMNS = 200
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_TEXTPATH = "{urn:schemas-microsoft-com:vml}textpath"


def choose(root: Element) -> None:
    """Of alternatives (Part 3, 9.3) keep the first, so that no text stands twice; unwrap content controls."""
    for node in list(root.iter(f"{MC}AlternateContent")):
        _replace(node, next(iter(node), None))
    for node in list(root.iter(f"{W}sdt")):
        _replace(node, node.find(f"{W}sdtContent"))


def mend(
    root: Element, archive: Archive, relations: Mapping[str, str], comments: Element | None, account: Account
) -> None:
    """Change the XML of a part of text. `relations` are those of the part, `comments` the reviewers'."""
    _changes(root, account)
    _comments(root, comments, account)
    _hidden(root, account)
    _drawn_words(root, archive, relations, account)
    _boxes(root, account)
    _grids(root)
    if any(True for _ in root.iter(f"{W}altChunk")):
        account.lose("Berkas lain yang disisipkan utuh ke dalam berkas Word tidak terbawa.")


def paragraph(text: str) -> Element:
    """A paragraph of Word's with this text."""
    from lxml import etree

    made = etree.Element(f"{W}p")
    made.append(_run(text))
    return made


def _run(text: str) -> Element:
    from lxml import etree

    run = etree.Element(f"{W}r")
    etree.SubElement(run, f"{W}t", {XML_SPACE: "preserve"}).text = text
    return run


def _replace(node: Element, by: Element | None) -> None:
    """Put the children of `by` in the place of `node`."""
    parent = node.getparent()
    if parent is None:
        return
    for child in list(by) if by is not None else []:
        node.addprevious(child)
    parent.remove(node)  # Word's elements have no text behind them


def _changes(root: Element, account: Account) -> None:
    """Insertions are text; deletions become asides. Marks of changed properties say nothing."""
    deleted = 0
    for node in list(root.iter(f"{W}del", f"{W}moveFrom", *_WRAPS)):
        parent = node.getparent()
        if parent is None:
            continue
        if parent.tag in _PROPERTIES:
            parent.remove(node)
        elif node.tag in _WRAPS:
            _replace(node, node)
        else:
            words = "".join(one.text or "" for one in node.iter(f"{W}delText", f"{W}t"))
            moved = node.tag == f"{W}moveFrom"
            if words.strip() and not moved:
                author = node.get(f"{W}author", "")
                node.addprevious(_run(account.aside(f"dihapus{f' oleh {author}' if author else ''}", words)))
                deleted += 1
            parent.remove(node)
    if deleted:
        account.change(f"{deleted} penghapusan terlacak menjadi komentar; sisipan terlacak menjadi teks.")


def _comments(root: Element, comments: Element | None, account: Account) -> None:
    known = (
        {node.get(f"{W}id"): node for node in comments.iter(f"{W}comment")} if comments is not None else {}
    )
    told = 0
    for reference in list(root.iter(f"{W}commentReference")):
        comment = known.get(reference.get(f"{W}id"))
        run = reference.getparent()
        if comment is None or run is None:
            continue
        author = comment.get(f"{W}author", "")
        kind = f"komentar{f' {author}' if author else ''}"
        run.addnext(_run(account.aside(kind, text_of(comment))))
        told += 1
    if told:
        account.change(f"{told} komentar peninjau menjadi komentar di tempatnya dalam naskah.")


def _hidden(root: Element, account: Account) -> None:
    for node in list(root.iter(f"{W}vanish", f"{W}specVanish", f"{W}webHidden")):
        parent = node.getparent()
        if parent is not None:
            if node.tag == f"{W}vanish":
                account.change("Teks tersembunyi menjadi teks biasa.")
            parent.remove(node)


def _boxes(root: Element, account: Account) -> None:
    """What stands in text boxes follows the paragraph they are anchored to. The innermost come first."""
    boxes = list(root.iter(f"{W}txbxContent"))
    for box in reversed(boxes):
        anchor = next(box.iterancestors(f"{W}p"), None)
        parent = box.getparent()
        if anchor is None or parent is None:
            continue
        _after(anchor, list(box))
        parent.remove(box)
    if boxes:
        account.change(f"{len(boxes)} kotak teks menjadi alinea sesudah tempatnya.")


def _grids(root: Element) -> None:
    """The columns of each table as its rows have them: pandoc believes `tblGrid`, and drops further cells."""
    from lxml import etree

    for table in root.iter(f"{W}tbl"):
        columns = max((sum(map(_span, row.findall(f"{W}tc"))) for row in table.findall(f"{W}tr")), default=0)
        for old in table.findall(f"{W}tblGrid"):
            table.remove(old)
        grid = etree.Element(f"{W}tblGrid")
        for _ in range(min(columns, _MOST_COLUMNS)):
            etree.SubElement(grid, f"{W}gridCol", {f"{W}w": "1000"})
        table.insert(1 if table.find(f"{W}tblPr") is not None else 0, grid)


def _span(cell: Element) -> int:
    told = cell.find(f"{W}tcPr/{W}gridSpan")
    text = told.get(f"{W}val", "1") if told is not None else "1"
    return int(text) if text.isdecimal() and len(text) < 4 else 1  # noqa: PLR2004  # Word allows 63 columns


def _drawn_words(root: Element, archive: Archive, relations: Mapping[str, str], account: Account) -> None:
    """The words of diagrams, charts and WordArt, whose drawings pandoc does not know."""
    for node in list(root.iter(_DIAGRAM, _CHART, _TEXTPATH)):
        anchor = next(node.iterancestors(f"{W}p"), None)
        if node.tag == _TEXTPATH:
            said = [node.get("string", "")]
            account.change("Tulisan hias (WordArt) menjadi alinea biasa.")
        else:
            part = relations.get(node.get(f"{R}dm" if node.tag == _DIAGRAM else f"{R}id", ""), "")
            drawn = archive.xml(part, account) if part else None
            said = list(_labels(drawn)) if drawn is not None else []
        if anchor is not None and said:
            _after(anchor, [paragraph(text) for text in said if text.strip()])
        if node.tag != _TEXTPATH:
            account.lose("Bentuk diagram atau bagan tidak terbawa; kata-katanya menjadi alinea di tempatnya.")


def _labels(drawn: Element) -> Iterable[str]:
    """The words of a diagram, paragraph by paragraph, or of a chart: titles, series, categories, values."""
    for node in drawn.iter("{*}t", "{*}v"):
        if node.text and node.text.strip():
            yield node.text


def _after(anchor: Element, nodes: list[Element]) -> None:
    for node in reversed(nodes):
        anchor.addnext(node)
