"""Tables of the written document get column widths that follow their contents, in every program alike.

pandoc gives columns of unknown width equal shares. Here a short table is as wide as its words and a long one
fills the line, each column at least as wide as its longest word.
"""

from __future__ import annotations

from terbit.editions._docx_look import Look
from terbit.editions._docx_xml import NAMESPACES, Element, W, mm, w

# Mean advance of Calibri's lower-case letters, and of its capitals, digits and wide letters, in em.
_NARROW, _WIDE = 0.49, 0.56
_LINE_COST = 6  # steps a column's width is dealt out in: a sixth of what it lacks


def set_tables(body: Element, look: Look) -> None:
    """Give every table its widths in twips, its cells their paragraph styles, its rows their unbreakability."""
    size = look.paragraphs["IsiTabel"].size or 10
    for table in body.iter(W + "tbl"):
        if _value(table, "w:tblPr/w:tblStyle") != "Table":
            continue
        _style_cells(table)
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
    line = mm(look.page.text_width_mm)
    grid = [int(column.get(W + "w", "0")) for column in table.iterfind("w:tblGrid/w:gridCol", NAMESPACES)]
    width = table.find("w:tblPr/w:tblW", NAMESPACES)
    if width is not None and width.get(W + "type") == "pct":  # the author's own shares, in fiftieths of a per cent
        full = line * int(width.get(W + "w", "5000")) // 5000
        return [full * share // (sum(grid) or 1) for share in grid]
    padding = 2 * mm(look.table.cell_side_mm) + 60  # 60 twips: bold heads, letters wider than the mean
    words = [0.0] * len(grid)
    texts: list[list[float]] = [[] for _ in grid]
    for row in _cells(table):
        column = 0
        for span, cell in row:
            if span == 1 and column < len(grid):
                text = "".join(cell.itertext(W + "t"))
                words[column] = max(words[column], *(_length(word, size) for word in text.split() or [""]))
                texts[column].append(_length(text, size))
            column += span
    least = [min(word, line / 2) for word in words]
    natural = [max(lengths, default=0.0) for lengths in texts]
    room = line - padding * len(grid)
    return [round(share + padding) for share in _share(least, natural, texts, room)]


def _share(least: list[float], natural: list[float], texts: list[list[float]], room: float) -> list[float]:
    """Column widths without padding: natural where all fit; else each line given to where it saves most lines."""
    if sum(natural) <= room:
        return natural
    if sum(least) >= room:
        return [share * room / sum(least) for share in least]
    widths = list(least)
    step = (room - sum(least)) / 40
    for _ in range(40):
        gains = [
            _height(lengths, width, limit) - _height(lengths, width + step, limit)
            for lengths, width, limit in zip(texts, widths, natural, strict=True)
        ]
        best = max(range(len(widths)), key=lambda column: (gains[column], natural[column] - widths[column]))
        widths[best] += step
    return widths


def _height(lengths: list[float], width: float, limit: float) -> float:
    """How much a column's texts weigh at a width: the lines they run to, squared, so that tall cells weigh most."""
    return sum((length / min(width, limit or 1)) ** 2 for length in lengths if length > width)


def _set_widths(table: Element, widths: list[int]) -> None:
    properties, grid = table.find("w:tblPr", NAMESPACES), table.find("w:tblGrid", NAMESPACES)
    if properties is None or grid is None:
        return
    for tag in ("tblW", "tblLayout"):
        for old in properties.findall(f"w:{tag}", NAMESPACES):
            properties.remove(old)
    look = properties.find("w:tblLook", NAMESPACES)
    at = len(properties) if look is None else properties.index(look)
    properties[at:at] = [w("tblW", w=sum(widths), type="dxa"), w("tblLayout", type="fixed")]
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
