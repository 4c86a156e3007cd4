"""A Look and a title become the reference document pandoc writes with: no opaque binary in the repository.

pandoc's own reference.docx is the ground; styles, fonts, the page and its running lines are ours.
"""

from __future__ import annotations

import functools

from lxml import etree

from terbit.adapters import pandoc
from terbit.editions._docx_look import Look
from terbit.editions._docx_styles import styles_part
from terbit.editions._docx_xml import NAMESPACES, Element, R, mm, pack, parse, serialise, text_run, unpack, w

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DRAWING = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
_WORDPROCESSING = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def reference_document(look: Look, title: str, language: str) -> bytes:
    """A reference.docx with the styles of `look` and running lines for a book called `title`."""
    parts = dict(_default())
    parts["word/styles.xml"] = styles_part(look, language)
    parts["word/fontTable.xml"] = _font_table(look)
    parts["word/theme/theme1.xml"] = _theme(parts["word/theme/theme1.xml"], look)
    parts["word/header1.xml"] = serialise(w("hdr", _running_head(title)))
    parts["word/footer1.xml"] = serialise(w("ftr", _folio()))
    parts["word/_rels/document.xml.rels"] = _relations(parts["word/_rels/document.xml.rels"])
    parts["[Content_Types].xml"] = _content_types(parts["[Content_Types].xml"])
    parts["word/document.xml"] = _page(parts["word/document.xml"], look)
    return pack(parts)


@functools.cache
def _default() -> dict[str, bytes]:
    return unpack(pandoc.convert(["--print-default-data-file", "reference.docx"], b"").data)


def _field(instruction: str, result: str) -> Element:
    return w("fldSimple", text_run(result), instr=f" {instruction} ")


def _running_head(title: str) -> Element:
    # By level, not by name: STYLEREF "Heading 1" fails in a Word that calls the style “Judul 1”. The stored
    # result, the book's title, is what programs show that do not know the field (LibreOffice before 7.6).
    return w("p", w("pPr", w("pStyle", val="Header")), _field("STYLEREF 1", title))


def _folio() -> Element:
    return w("p", w("pPr", w("pStyle", val="Footer")), _field("PAGE", "2"))


def _page(document: bytes, look: Look) -> bytes:
    root, page = parse(document), look.page
    header, footer = w("headerReference", type="default"), w("footerReference", type="default")
    header.set(R + "id", "rIdKepala")
    footer.set(R + "id", "rIdKaki")
    edges = {"top": page.top_mm, "right": page.right_mm, "bottom": page.bottom_mm, "left": page.left_mm}
    margins = {name: mm(length) for name, length in edges.items()}
    section = w(
        "sectPr",
        header,
        footer,
        w("pgSz", w=mm(page.width_mm), h=mm(page.height_mm)),
        w("pgMar", **margins, header=mm(page.head_mm), footer=mm(page.foot_mm), gutter=0),
        w("titlePg"),
    )
    body = root[0]
    for old in body.findall("w:sectPr", NAMESPACES):
        body.remove(old)
    body.append(section)
    return serialise(root)


def _relations(data: bytes) -> bytes:
    root = parse(data)
    for name, kind in (("Kepala", "header"), ("Kaki", "footer")):
        relation = etree.SubElement(root, f"{{{_PACKAGE}/relationships}}Relationship")
        relation.attrib.update({"Id": f"rId{name}", "Type": f"{_OFFICE}/{kind}", "Target": f"{kind}1.xml"})
    return serialise(root)


def _content_types(data: bytes) -> bytes:
    root = parse(data)
    for kind in ("header", "footer"):
        override = etree.SubElement(root, f"{{{_PACKAGE}/content-types}}Override")
        override.attrib.update(
            {"PartName": f"/word/{kind}1.xml", "ContentType": f"{_WORDPROCESSING}.{kind}+xml"}
        )
    return serialise(root)


def _font_table(look: Look) -> bytes:
    fonts = sorted({font.name: font for font in look.fonts.values()}.values(), key=lambda font: font.name)
    return serialise(
        w(
            "fonts",
            *(
                w(
                    "font",
                    w("altName", val=font.substitute),
                    w("charset", val="00"),
                    w("family", val=font.family),
                    name=font.name,
                )
                for font in fonts
            ),
        )
    )


def _theme(data: bytes, look: Look) -> bytes:
    # Whatever a teacher inserts by theme (a chart, a text box) then has the book's fonts, not Aptos.
    root = parse(data)
    for role, font in (("major", "display"), ("minor", "text")):
        for latin in root.iterfind(f".//a:{role}Font/a:latin", _DRAWING):
            latin.attrib.clear()
            latin.set("typeface", look.fonts[font].name)
    return serialise(root)
