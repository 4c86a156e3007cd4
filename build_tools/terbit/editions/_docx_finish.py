"""What pandoc wrote becomes the finished file: contents, tables, settings, properties.

The words stay as they are.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

from lxml import etree

from terbit.editions._docx_captions import number_captions
from terbit.editions._docx_contents import fill_contents, style_of
from terbit.editions._docx_formulas import mark_formulas, sources
from terbit.editions._docx_look import Look
from terbit.editions._docx_pages import mark_pages
from terbit.editions._docx_tables import set_tables
from terbit.editions._docx_xml import NAMESPACES, Element, W, mm, pack, parse, serialise, unpack, w
from terbit.editions._print_pages import PrintPage
from terbit.model.book import Book, Metadata

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_LIST_INDENT = 720  # twips: pandoc's for each level of a list
_QUOTATIONS = {"BlockText", "KutipanDalam"}
_EAST_ASIAN = {"ja", "ko", "zh"}
_BARE = {W + "numPr", W + "bidi"}
_COMPAT = "http://schemas.microsoft.com/office/word"


def finish(written: bytes, look: Look, book: Book, language: str, pages: Sequence[PrintPage] = ()) -> bytes:
    """The finished package: same input, same bytes. `pages` are those of the printed edition."""
    parts = unpack(written)
    # Few books have formulas: only these are walked through for them.
    has_formulas = any(b":oMath" in data for data in parts.values())
    of_text, of_notes = sources(book.blocks) if has_formulas else ((), ())
    document = parse(parts["word/document.xml"])
    body = document[0]
    mark_formulas(document, of_text)
    _style_bare(body, "BodyText")
    _tell_scripts(document)
    _indent_quotations(body, look)
    _draw_rules(body)
    _settle_pictures(body)
    set_tables(body, look)
    fill_contents(body, look)
    number_captions(body)
    mark_pages(document, parts, pages)
    _open_quietly(body)
    parts["word/document.xml"] = serialise(document)
    parts["word/footnotes.xml"] = _style_notes(parts["word/footnotes.xml"], of_notes)
    parts["word/settings.xml"] = _settings(language)
    parts["docProps/core.xml"] = _core(book.metadata, language)
    parts["docProps/app.xml"] = _application()
    return pack(parts)


def _style_bare(root: Element, style: str) -> None:
    # pandoc leaves paragraphs of a loose list, and those that run from the right, without a style.
    for paragraph in root.iter(W + "p"):
        properties = paragraph.find("w:pPr", NAMESPACES)
        has_any = properties is not None and any(child.tag in _BARE for child in properties)
        if properties is not None and has_any and not style_of(paragraph):
            properties.insert(0, w("pStyle", val=style))


def _tell_scripts(root: Element) -> None:
    # Word has a language for each family of scripts (ECMA-376 part 1, 17.3.2.20); pandoc tells only one.
    for language in root.iter(W + "lang"):
        tag = language.get(W + "val", "")
        if language.getparent().find("w:rtl", NAMESPACES) is not None:  # type: ignore[union-attr]  # a run holds it
            language.set(W + "bidi", tag)
        elif tag.partition("-")[0] in _EAST_ASIAN:
            language.set(W + "eastAsia", tag)


def _indent_quotations(body: Element, look: Look) -> None:
    # A quotation in a list has the list's indent, and its bar where the number would stand.
    for numbering in list(body.iter(W + "numPr")):
        style = style_of(next(numbering.iterancestors(W + "p")))
        if style in _QUOTATIONS:
            level = numbering.find("w:ilvl", NAMESPACES)
            depth = 1 + int("0" if level is None else level.get(W + "val", "0"))
            own = mm(look.paragraphs[style].left or 0)
            numbering.addnext(w("ind", left=depth * _LIST_INDENT + own))
            numbering.getparent().remove(numbering)  # type: ignore[union-attr]  # a paragraph holds it


def _draw_rules(root: Element) -> None:
    """A break between passages is a short rule in our own style, not the drawing that pandoc makes of it."""
    for drawing in list(root.iter(W + "pict")):
        run = next(drawing.iterancestors(W + "r"))
        paragraph = next(drawing.iterancestors(W + "p"))
        paragraph.remove(run)
        for properties in paragraph.findall("w:pPr", NAMESPACES):
            paragraph.remove(properties)
        paragraph.insert(0, w("pPr", w("pStyle", val="Garis")))


def _style_notes(data: bytes, formulas: Sequence[str]) -> bytes:
    # Lists in a note are as big as the body's in pandoc's hands.
    notes = parse(data)
    mark_formulas(notes, formulas)
    for paragraph in notes.iterfind("w:footnote/w:p", NAMESPACES):
        for style in paragraph.iterfind("w:pPr/w:pStyle", NAMESPACES):
            if style.get(W + "val") in {"Compact", "BodyText"}:
                style.set(W + "val", "FootnoteText")
    _style_bare(notes, "FootnoteText")
    _tell_scripts(notes)
    _draw_rules(notes)
    return serialise(notes)


def _settle_pictures(body: Element) -> None:
    for number, inline in enumerate(body.iter(_DRAWING + "inline"), 1):
        described = next(inline.iter(_DRAWING + "docPr")).get("descr", "")
        for properties in inline.iter(_DRAWING + "docPr", _PICTURE + "cNvPr"):
            properties.set("descr", described)  # of the picture inside, pandoc tells the file's address
            properties.set("name", f"Gambar {number}")  # pandoc's “Picture” shows in Word's selection pane
        for side in "TBLR":  # LibreOffice takes a missing distance for an eighth of an inch: off the margin
            inline.set(f"dist{side}", "0")


def _open_quietly(body: Element) -> None:
    """What stands before the contents becomes a section of its own, without running lines."""
    contents = next((p for p in body.iterfind("w:p", NAMESPACES) if style_of(p) == "TOCHeading"), None)
    whole = body.find("w:sectPr", NAMESPACES)
    if contents is None or whole is None:
        return
    section = copy.deepcopy(whole)
    for tag in ("headerReference", "footerReference", "titlePg"):
        for old in section.findall(f"w:{tag}", NAMESPACES):
            section.remove(old)
    for old in whole.findall("w:titlePg", NAMESPACES):
        whole.remove(old)
    before = contents.getprevious()
    while before is not None and before.tag != W + "p":  # a bookmark ends here
        before = before.getprevious()
    if before is None:
        return
    properties = before.find("w:pPr", NAMESPACES)
    if properties is None:
        properties = w("pPr")
        before.insert(0, properties)
    properties.append(section)


def _settings(language: str) -> bytes:
    """settings.xml: no question on opening, no compatibility mode, Indonesian as the theme's language."""
    modern = {
        "compatibilityMode": 15,  # else Word opens the file in the layout mode of Word 2007
        "overrideTableStyleFontSizeAndJustification": 1,
        "enableOpenTypeFeatures": 1,
        "doNotFlipMirrorIndents": 1,
        "differentiateMultirowTableHeaders": 1,
        "useWord2013TrackBottomHyphenation": 0,
    }
    colours = {name: name for name in ("accent1", "accent2", "accent3", "accent4", "accent5", "accent6")}
    return serialise(
        w(
            "settings",
            w("zoom", percent=100),
            w("defaultTabStop", val=720),
            w("characterSpacingControl", val="doNotCompress"),
            w("footnotePr", w("footnote", id=-1), w("footnote", id=0)),
            w(
                "compat",
                *(w("compatSetting", name=name, uri=_COMPAT, val=value) for name, value in modern.items()),
            ),
            w("themeFontLang", val=language),
            w(
                "clrSchemeMapping",
                bg1="light1",
                t1="dark1",
                bg2="light2",
                t2="dark2",
                **colours,
                hyperlink="hyperlink",
                followedHyperlink="followedHyperlink",
            ),
            w("decimalSymbol", val=","),
            w("listSeparator", val=";"),
        )
    )


def _core(metadata: Metadata, language: str) -> bytes:
    """core.xml from the book alone: no user name, no machine's clock."""
    root = etree.Element(
        f"{{{_CORE}}}coreProperties", nsmap={"cp": _CORE, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI}
    )

    def say(namespace: str, name: str, text: str) -> Element:
        element = etree.SubElement(root, f"{{{namespace}}}{name}")
        element.text = text
        return element

    say(_DC, "title", metadata.title)
    if metadata.subtitle:
        say(_DC, "subject", metadata.subtitle)
    if metadata.authors:
        say(_DC, "creator", "; ".join(metadata.authors))
    say(_DC, "identifier", f"urn:uuid:{metadata.uuid}")
    say(_DC, "language", language)
    for name in ("created", "modified"):
        say(_TERMS, name, f"{metadata.date.isoformat()}T00:00:00Z").set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _application() -> bytes:
    root = etree.Element(f"{{{_EXTENDED}}}Properties", nsmap={None: _EXTENDED})
    etree.SubElement(root, f"{{{_EXTENDED}}}Application").text = "Terbit"
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
