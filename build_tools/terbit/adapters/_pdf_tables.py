"""Which heads a table's cells have: Scope where the table is regular, Headers where cells span.

Follows ISO 32000-1, table 349, and the HTML standard's “forming a table” for the grid of spanning cells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from terbit.adapters._pdf_structure import Node

Slot = tuple[int, int]


def complete_table(table: Node, name: str) -> None:
    """Give the cells of `table` their spans, Scope and, if any cell spans, Headers; `name` begins the IDs.

    A head without a scope of its own is of its column in THead or in a row of heads, else of its row.
    """
    rows = dict(_rows(table, table))
    grid = _grid(rows)
    scopes = {
        cell: _scope(cell, row, group)
        for row, group in rows.items()
        for cell in row.nodes()
        if cell.role == "TH"
    }
    spanning = any(cell.spans != (1, 1) for cell in grid)
    heads = _heads(scopes, grid) if spanning else {}
    names = {head: f"{name}-{number}" for number, head in enumerate(scopes)} if spanning else {}
    for cell in grid:
        columns, height = cell.spans
        found: dict[str, Any] = {}
        if columns > 1:
            found["ColSpan"] = columns
        if height > 1:
            found["RowSpan"] = height
        if cell in scopes:
            found["Scope"] = f"/{scopes[cell]}"
        if cell in names:
            cell.entries = cell.entries | {"ID": names[cell]}
        if cell in heads:
            found["Headers"] = [names[head] for head in heads[cell]]
        if found:
            cell.attributes = {"O": "/Table", **found}


def _rows(node: Node, group: Node) -> Iterator[tuple[Node, Node]]:
    """The rows of a table in order, each with the group it is in."""
    for kid in node.nodes():
        if kid.role == "TR":
            yield kid, group
        elif kid.role in {"THead", "TBody", "TFoot"}:
            yield from _rows(kid, kid)


def _grid(rows: Iterable[Node]) -> dict[Node, Slot]:
    """The row and column (from 0) of the first slot of each cell."""
    places: dict[Node, Slot] = {}
    taken: set[Slot] = set()
    for row, node in enumerate(rows):
        column = 0
        for cell in node.nodes():
            while (row, column) in taken:
                column += 1
            places[cell] = (row, column)
            columns, height = cell.spans
            taken |= {(row + down, column + right) for down in range(height) for right in range(columns)}
            column += columns
    return places


def _scope(head: Node, row: Node, group: Node) -> str:
    if head.words == "row":
        return "Row"
    whole = group.role == "THead" or all(cell.role == "TH" for cell in row.nodes())
    return "Column" if whole else "Row"


def _heads(scopes: dict[Node, str], grid: dict[Node, Slot]) -> dict[Node, list[Node]]:
    """The heads of each cell that has any: those above it in its columns, those before it in its rows."""
    above: dict[int, list[Node]] = defaultdict(list)
    beside: dict[int, list[Node]] = defaultdict(list)
    for head, scope in scopes.items():
        for column in _span(grid[head][1], head.spans[0]) if scope == "Column" else ():
            above[column].append(head)
        for row in _span(grid[head][0], head.spans[1]) if scope == "Row" else ():
            beside[row].append(head)
    found: dict[Node, list[Node]] = {}
    for cell, (row, column) in grid.items():
        over = [h for at in _span(column, cell.spans[0]) for h in above[at] if grid[h][0] < row]
        before = [h for at in _span(row, cell.spans[1]) for h in beside[at] if grid[h][1] < column]
        if heads := list(dict.fromkeys((*over, *before))):
            found[cell] = heads
    return found


def _span(first: int, length: int) -> range:
    return range(first, first + length)
