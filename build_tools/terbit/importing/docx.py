"""A Word file (ECMA-376) becomes blocks: pandoc reads it, after what pandoc would drop was moved.

What it drops by itself: text boxes, deleted text, reviewers' comments, headers and footers, hidden text,
diagrams; and it knows headings by their styles alone. `_docx_parts.py` mends that in the XML.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from terbit.importing import _docx_headings, _docx_parts
from terbit.importing._account import Account
from terbit.importing._archive import Archive, packed
from terbit.importing._docx_xml import DOCUMENT, W, related, text_of, written
from terbit.importing._draft import Draft
from terbit.importing._pandoc import tree
from terbit.importing._rules import unreadable
from terbit.importing._sources import Source

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NOTES = {"footnotes": "word/footnotes.xml", "endnotes": "word/endnotes.xml"}
_PLAIN = ("word/styles.xml", "word/numbering.xml", "word/settings.xml", "word/theme/theme1.xml")
_MARGINS = ("header", "footer")


def read(source: Source, account: Account) -> Draft:
    """The blocks of a Word file; pictures are found by their place in it."""
    archive = Archive(source.path, source.data)
    body = archive.xml(DOCUMENT, account)
    if body is None:
        raise unreadable(source.path, "tidak memuat dokumen Word", "Simpan ulang sebagai .docx di Word.")
    comments = archive.xml("word/comments.xml", account)
    notes = {name: root for name in _NOTES.values() if (root := archive.xml(name, account)) is not None}
    styles = archive.xml("word/styles.xml", account)
    relations = {name: related(archive, name, account) for name in (DOCUMENT, *notes)}
    for root in (body, *notes.values(), *([comments] if comments is not None else [])):
        _docx_parts.choose(root)
    words = "\n".join(written(root) for root in (body, *notes.values()))
    _margins(archive, body, relations[DOCUMENT], account)
    for name, root in {DOCUMENT: body, **notes}.items():
        _docx_parts.mend(root, archive, relations[name], comments, account)
    title = _docx_headings.mark(body, styles, account)
    document = tree(source.path, "docx", packed(_parts(archive, body, notes, account)))
    core = archive.xml("docProps/core.xml", account)

    def picture(target: str) -> bytes | None:
        name = posixpath.normpath(posixpath.join("word", target))
        return archive.read(name) or archive.read(target.lstrip("/")) or None

    return Draft(
        document.blocks, picture, title or _property(core, "title"), _property(core, "creator"), words=words
    )


def _parts(archive: Archive, body: Element, notes: dict[str, Element], account: Account) -> dict[str, bytes]:
    """What pandoc gets: the parts it reads, each written anew by us, and no other."""
    from lxml import etree

    roots = {DOCUMENT: body, **notes}
    for name in ("[Content_Types].xml", "_rels/.rels", *_PLAIN):
        root = archive.xml(name, account)
        if root is not None:
            roots[name] = root
    _docx_headings.add_styles(roots)
    for name in (DOCUMENT, *notes):
        folder, file = posixpath.split(name)
        relations = archive.xml(f"{folder}/_rels/{file}.rels", account)
        if relations is not None:
            roots[f"{folder}/_rels/{file}.rels"] = relations
    return {
        name: etree.tostring(root, xml_declaration=True, encoding="UTF-8") for name, root in roots.items()
    } | {name: b"-" for name in archive.names if name.startswith("word/media/")}


def _margins(archive: Archive, body: Element, relations: dict[str, str], account: Account) -> None:
    """Running heads and feet are the edition's own affair: what they say becomes an aside at the end."""
    said = []
    for target in dict.fromkeys(relations.values()):
        if posixpath.basename(target).startswith(_MARGINS):
            root = archive.xml(target, account)
            if root is not None and (text := " ".join(text_of(root).split())):
                said.append(text)
    if said:
        account.change(
            "Kepala dan kaki halaman menjadi komentar di akhir naskah; setiap edisi membuat sendiri."
        )
        place = next(body.iter(f"{W}body"), body)
        last = place[-1] if len(place) and place[-1].tag == f"{W}sectPr" else None
        paragraph = _docx_parts.paragraph(
            account.aside("kepala dan kaki halaman", " | ".join(dict.fromkeys(said)))
        )
        if last is None:
            place.append(paragraph)
        else:
            last.addprevious(paragraph)


def _property(core: Element | None, name: str) -> str:
    found = next((node for node in core.iter("{*}" + name)), None) if core is not None else None
    return " ".join((found.text or "").split()) if found is not None else ""
