"""A Look becomes styles.xml: every style of the Word edition, in the element order the schema demands."""

from __future__ import annotations

from terbit.editions._docx_look import Character, Look, Paragraph, TableLook
from terbit.editions._docx_xml import Element, W, mm, pt, serialise, w

# Names Word knows (ECMA-376 part 1, 17.7.4.9 and the latent styles of Word 2019); all others are ours.
_BUILT_IN = frozenset({
    "Normal", "Normal Table", "Body Text", "Title", "Subtitle", "TOC Heading", "Block Text", "footnote text",
    "caption", "Bibliography", "header", "footer", "Default Paragraph Font", "footnote reference",
    "Hyperlink", "annotation text", "annotation reference",
    *(f"heading {n}" for n in range(1, 10)), *(f"toc {n}" for n in range(1, 10)),
})  # fmt: skip


def styles_part(look: Look, language: str) -> bytes:
    """The styles.xml that `look` describes; `language` is a BCP 47 tag such as `id-ID`."""
    root = w("styles", _defaults(look, language), _latent())
    root.extend(_paragraph(look, key, style) for key, style in look.paragraphs.items())
    root.extend(_character(look, key, style) for key, style in look.characters.items())
    root.extend(_tables(look.table))
    return serialise(root)


def _defaults(look: Look, language: str) -> Element:
    # No eastAsia language: with zh-CN, pandoc's default, Word sets “ ” from a Chinese font.
    letters = w("rPr", _fonts(look, "text"), w("sz", val=22), w("szCs", val=22), w("lang", val=language))
    return w("docDefaults", w("rPrDefault", letters), w("pPrDefault", w("pPr")))


def _latent() -> Element:
    # Built-in styles the book does not use stay out of the teacher's style pane until needed.
    hidden = {"defSemiHidden": 1, "defUnhideWhenUsed": 1, "defQFormat": 0}
    return w("latentStyles", defLockedState=0, defUIPriority=99, **hidden, count=376)


def _fonts(look: Look, font: str) -> Element:
    name = look.fonts[font].name
    return w("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name)


def _flag(tag: str, value: bool | None) -> Element | None:  # noqa: FBT001  # it is the value itself
    if value is None:
        return None
    return w(tag) if value else w(tag, val=0)


def _letters(look: Look, style: Paragraph | Character) -> Element | None:
    underline = {"color": style.underline_color} if style.underline_color else {}
    size = style.size and round(style.size * 2)
    inside = (
        _fonts(look, style.font) if style.font else None,
        _flag("b", style.bold),
        _flag("bCs", style.bold),
        _flag("i", style.italic),
        _flag("iCs", style.italic),
        None if style.proof else w("noProof"),
        w("color", val=style.color) if style.color else None,
        w("sz", val=size) if size else None,
        w("szCs", val=size) if size else None,
        w("u", val=style.underline, **underline) if style.underline else None,
        w("vertAlign", val="superscript") if style.raised else None,
    )
    return w("rPr", *inside) if any(part is not None for part in inside) else None


def _borders(style: Paragraph) -> Element | None:
    if style.bar_left:
        return w("pBdr", w("left", val="single", sz=12, space=8, color=style.bar_left))
    if style.rule_below:
        return w("pBdr", w("bottom", val="single", sz=4, space=4, color=style.rule_below))
    return None


def _spacing(style: Paragraph) -> Element | None:
    values: dict[str, str | int] = {}
    if style.before is not None:
        values["before"] = pt(style.before)
    if style.after is not None:
        values["after"] = pt(style.after)
    if style.line is not None:
        values |= {"line": round(style.line * 240), "lineRule": "auto"}
    return w("spacing", **values) if values else None


def _indent(style: Paragraph) -> Element | None:
    sides = {"left": style.left, "right": style.right, "hanging": style.hanging}
    values = {side: mm(length) for side, length in sides.items() if length is not None}
    return w("ind", **values) if values else None


def _block(look: Look, style: Paragraph) -> Element:
    edge = mm(look.page.text_width_mm)
    return w(
        "pPr",
        w("keepNext") if style.keep_next else None,
        w("keepLines") if style.keep_lines else None,
        w("pageBreakBefore") if style.page_break else None,
        w("widowControl"),
        _borders(style),
        w("shd", val="clear", color="auto", fill=style.fill) if style.fill else None,
        w("tabs", w("tab", val="right", leader="dot", pos=edge)) if style.leader_tab else None,
        _spacing(style),
        _indent(style),
        w("contextualSpacing") if style.contextual else None,
        w("jc", val=style.align) if style.align else None,
        w("outlineLvl", val=style.outline - 1) if style.outline else None,
    )


def _open(kind: str, key: str, name: str, *, default: bool) -> Element:
    style = w("style", w("name", val=name), type=kind, styleId=key)
    if default:
        style.set(W + "default", "1")
    if name not in _BUILT_IN:
        style.set(W + "customStyle", "1")
    return style


def _alias(style: Paragraph | Character) -> Element | None:
    return w("aliases", val=style.alias) if style.alias else None


def _fill(style: Element, *parts: Element | None) -> Element:
    style.extend(part for part in parts if part is not None)
    return style


def _paragraph(look: Look, key: str, style: Paragraph) -> Element:
    return _fill(
        _open("paragraph", key, style.name, default=key == "Normal"),
        _alias(style),
        w("basedOn", val=style.based_on) if style.based_on else None,
        w("next", val=style.next) if style.next else None,
        w("uiPriority", val=1 if style.quick else 50),
        w("unhideWhenUsed") if not style.quick else None,
        w("qFormat") if style.quick else None,
        _block(look, style),
        _letters(look, style),
    )


def _character(look: Look, key: str, style: Character) -> Element:
    plain = key == "DefaultParagraphFont"
    return _fill(
        _open("character", key, style.name, default=plain),
        _alias(style),
        None if plain else w("basedOn", val="DefaultParagraphFont"),
        w("uiPriority", val=50),
        w("unhideWhenUsed"),
        _letters(look, style),
    )


def _rule(edge: str, width_pt: float, color: str) -> Element:
    return w(edge, val="single", sz=round(width_pt * 8), space=0, color=color)


def _tables(table: TableLook) -> tuple[Element, ...]:
    """The plain table every Word file has, ours with visible rules, and the frame pandoc puts figures in."""
    plain = _fill(
        _open("table", "TableNormal", "Normal Table", default=True),
        w("uiPriority", val=99),
        w("semiHidden"),
        w("unhideWhenUsed"),
        w("tblPr", w("tblInd", w=0, type="dxa"), _cell_margins(0, 0, 1.9)),
    )
    strong = (table.rule_pt, table.rule_color)
    borders = w(
        "tblBorders",
        _rule("top", *strong),
        _rule("bottom", *strong),
        _rule("insideH", table.inner_rule_pt, table.inner_rule_color),
    )
    head = w(
        "tblStylePr",
        w(
            "tcPr",
            w("tcBorders", _rule("bottom", *strong)),
            w("shd", val="clear", color="auto", fill=table.head_fill),
        ),
        type="firstRow",
    )
    margins = _cell_margins(table.cell_top_mm, table.cell_bottom_mm, table.cell_side_mm)
    ours = _fill(
        _open("table", "Table", "Tabel Terbit", default=False),
        w("basedOn", val="TableNormal"),
        w("uiPriority", val=50),
        w("tblPr", borders, margins),
        head,
    )
    figure = _fill(
        _open("table", "FigureTable", "Bingkai Gambar", default=False), w("basedOn", val="TableNormal")
    )
    return plain, ours, figure


def _cell_margins(top: float, bottom: float, side: float) -> Element:
    edges = {"top": top, "left": side, "bottom": bottom, "right": side}
    return w("tblCellMar", *(w(edge, w=mm(length), type="dxa") for edge, length in edges.items()))
