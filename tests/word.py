"""What the tests of the Word editions share: the parts of a finished file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from lxml import etree

from terbit.editions.docx import EDITION
from terbit.model.book import Book, Styles
from terbit.model.outline import Outline, Reading

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = {"w": W[1:-1], "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"}


def squeezed(texts: Iterable[str]) -> str:
    """Texts run together, without white space and soft hyphens."""
    return "".join("".join(texts).split()).replace("\u00ad", "")


def agrees(reading: Reading, outline: Outline) -> bool:
    """Whether a file says what was promised, in order."""
    passages = squeezed(reading.passages) == squeezed(p.text for p in outline.passages)
    return passages and squeezed(reading.notes) == squeezed(p.text for p in outline.notes)


def write(book: Book, styles: Styles, folder: Path) -> Path:
    """The finished file."""
    path = folder / "buku.docx"
    path.write_bytes(EDITION.render(book, styles).data)
    return path


def parts_of(path: Path) -> dict[str, bytes]:
    """The parts of a package."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def part(path: Path, name: str) -> Any:  # noqa: ANN401  # an lxml element, for XPath
    """The root of one XML part."""
    return etree.fromstring(parts_of(path)[name])


def change(path: Path, name: str, edit: Callable[[Any], None]) -> None:
    """Change one part of a finished file in place."""
    parts = parts_of(path)
    root = etree.fromstring(parts[name])
    edit(root)
    parts[name] = etree.tostring(root)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for each, data in parts.items():
            package.writestr(each, data)
    path.write_bytes(out.getvalue())
