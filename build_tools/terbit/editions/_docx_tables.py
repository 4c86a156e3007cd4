"""Tables of the written document get column widths that follow their contents, in every program alike.

pandoc gives columns of unknown width equal shares. Here a short table is as wide as its words and a long one
fills the line, each column at least as wide as its longest word.
"""

from __future__ import annotations

import math

from terbit.editions._docx_contents import style_of
from terbit.editions._docx_look import Look
from terbit.editions._docx_xml import NAMESPACES, Element, W, mm, pt, w

# Mean advance of Calibri's lower-case letters, and of its capitals, digits and wide letters, in em.
_NARROW, _WIDE = 0.49, 0.56
_LONGEST_WORD = 24  # letters; *mempertanggungjawabkan* has 22
_SLACK = 1.45  # a machine with neither Calibri nor Carlito sets letters so much wider
_STEPS = 40  # the room that is left is dealt out in so many equal pieces
_SPACE_AFTER = 10  # pt; Word tables have no space of their own after them


def set_tables(body: Element, look: Look) -> None:
    """Give every table its widths in twips, its cells their styles, and keep each row on one page."""
    size = look.paragraphs["IsiTabel"].size or 10
    for table in body.iter(W + "tbl"):
        if _value(table, "w:tblPr/w:tblStyle") != "Table":
            continue
        _style_cells(table)
        _part_from_text(table)
        if not any(parent.tag == W + "tc" for parent in table.iterancestors()):
            _set_widths(table, _widths(table, look, size))


def _value(element: Element, path: str) -> str:
    found = element.find(path, NAMESPACES)
    return "" if found is None else str(found.get(W + "val", ""))


def _style_cells(table: Element) -> None:
    for row in table.iterfind("w:tr", NAMESPACES):
        properties = row.find("w:trPr", NAMESPACES)
        if properties is None:
            properties = w("trPr")
            row.insert(0, properties)
        head = properties.find("w:tblHeader", NAMESPACES) is not None
        properties.insert(0, w("cantSplit"))
        for style in row.iterfind("w:tc/w:p/w:pPr/w:pStyle", NAMESPACES):
            if style.get(W + "val") in {"Compact", "BodyText", "FirstParagraph"}:
                style.set(W + "val", "KepalaTabel" if head else "IsiTabel")


def _part_from_text(table: Element) -> None:
    following = next(table.itersiblings(W + "p", W + "tbl"), None)
    if following is None or following.tag != W + "p" or style_of(following).startswith("Heading"):
        return
    properties = following.find("w:pPr", NAMESPACES)
    if properties is not None:
        # Schema order: spacing stands after the style and numbering, before indents and alignment.
        at = sum(child.tag in {W + "pStyle", W + "keepNext", W + "numPr"} for child in properties)
        properties.insert(at, w("spacing", before=pt(_SPACE_AFTER)))


def _cells(table: Element) -> list[list[tuple[int, Element]]]:
    """Rows of (columns spanned, cell)."""
    return [
        [(int(_value(cell, "w:tcPr/w:gridSpan") or 1), cell) for cell in row.iterfind("w:tc", NAMESPACES)]
        for row in table.iterfind("w:tr", NAMESPACES)
    ]


def _length(text: str, size: float) -> float:
    """The width of `text` in twips at `size` pt."""
    return sum(_NARROW if letter.islower() or letter in " .,;:()'" else _WIDE for letter in text) * size * 20


def _widths(table: Element, look: Look, size: float) -> list[int]:
    indent = table.find("w:tblPr/w:tblInd", NAMESPACES)  # a table in a list
    line = mm(look.page.text_width_mm) - int(0 if indent is None else indent.get(W + "w", "0"))
    grid = [int(column.get(W + "w", "0")) for column in table.iterfind("w:tblGrid/w:gridCol", NAMESPACES)]
    width = table.find("w:tblPr/w:tblW", NAMESPACES)
    # Shares in fiftieths of a per cent. pandoc takes them from the dashes of a pipe table with a long line,
    # so equal shares are nobody's choice.
    if width is not None and width.get(W + "type") == "pct" and max(grid) - min(grid) > max(grid) // 50:
        full = line * int(width.get(W + "w", "5000")) // 5000
        return [full * share // (sum(grid) or 1) for share in grid]
    padding = 2 * mm(look.table.cell_side_mm) + 60  # 60 twips: bold heads, letters wider than the mean
    words = [0.0] * len(grid)
    rows: list[list[float]] = []
    for row in _cells(table):
        lengths, column = [0.0] * len(grid), 0
        for span, cell in row:
            if span == 1 and column < len(grid):
                text = "".join(str(t) for t in cell.itertext(W + "t"))
                lengths[column] = _length(text, size)
                words[column] = max(
                    words[column], *(_length(_unbroken(word), size) for word in text.split() or [""])
                )
            column += span
        rows.append(lengths)
    room = line - padding * len(grid)
    return [round(share + padding) for share in _share(words, rows, room)]


def _unbroken(word: str) -> str:
    """The piece of a word that must stay on one line: a longer one is cut anywhere."""
    return word if len(word) <= _LONGEST_WORD else word[: _LONGEST_WORD // 2]


def _share(least: list[float], rows: list[list[float]], room: float) -> list[float]:
    """Column widths without padding: natural where all fit; else room goes where it saves most lines.

    A row is as tall as its tallest cell; a fourth power stands for that maximum, being smooth.
    """
    natural = [max(column) for column in zip(*rows, strict=True)]
    if sum(natural) <= room:
        slack = min(_SLACK, room / (sum(natural) or 1))
        return [width * slack for width in natural]
    if sum(least) >= room:
        return [share * room / sum(least) for share in least]
    widths = [max(width, 1.0) for width in least]
    step = (room - sum(widths)) / _STEPS
    for _ in range(_STEPS):
        weights = [[(length / width) ** 4 for length, width in zip(row, widths, strict=True)] for row in rows]
        gains = [_gain(weights, column, width, step) for column, width in enumerate(widths)]
        widths[gains.index(max(gains))] += step
    return widths


def _gain(weights: list[list[float]], column: int, width: float, step: float) -> float:
    """How many lines all rows together lose when a column gets one step wider."""
    kept = (width / (width + step)) ** 4
    return sum(_root(sum(row)) - _root(sum(row) - row[column] * (1 - kept)) for row in weights)


def _root(weight: float) -> float:
    return math.sqrt(math.sqrt(weight))


def _set_widths(table: Element, widths: list[int]) -> None:
    properties, grid = table.find("w:tblPr", NAMESPACES), table.find("w:tblGrid", NAMESPACES)
    if properties is None or grid is None:
        return
    for tag in ("tblW", "tblLayout"):
        for old in properties.findall(f"w:{tag}", NAMESPACES):
            properties.remove(old)
    # Schema order: the width after the style; the layout after the indent, before the look pandoc ends with.
    properties.insert(1, w("tblW", w=sum(widths), type="dxa"))
    for look in properties.findall("w:tblLook", NAMESPACES):
        look.addprevious(w("tblLayout", type="fixed"))
    grid[:] = [w("gridCol", w=width) for width in widths]
    for row in _cells(table):
        column = 0
        for span, cell in row:
            inside = cell.find("w:tcPr", NAMESPACES)
            if inside is None:
                inside = w("tcPr")
                cell.insert(0, inside)
            for old in inside.findall("w:tcW", NAMESPACES):
                inside.remove(old)
            inside.insert(0, w("tcW", w=sum(widths[column : column + span]), type="dxa"))
            column += span
