"""Each formula of a DOCX carries its TeX: Word's own mathematics (OMML) has no place for a source.

The attribute stands in a namespace that the part's root declares ignorable (ECMA-376 part 3, 7.2), so that
every reader skips it. What is read back is the TeX of a formula that shows something.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from terbit.editions._docx_xml import Element
from terbit.model.tree import Block, Math, Note
from terbit.model.walk import walk

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_OURS = "https://terbit.invalid/docx"
_TEX = f"{{{_OURS}}}tex"
FORMULA = _M + "oMath"


def sources(blocks: Iterable[Block]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The TeX of all formulas in the text and, apart, in its notes, each in the order of the file."""
    text: list[str] = []
    notes: list[str] = []
    for node in walk(blocks, into_notes=False, into_images=False):
        if isinstance(node, Math):
            text.append(node.c[1])
        elif isinstance(node, Note):
            notes += [inner.c[1] for inner in walk(node.c, into_images=False) if isinstance(inner, Math)]
    return tuple(text), tuple(notes)


def mark_formulas(root: Element, tex: Sequence[str]) -> None:
    """Write the sources `tex` to the formulas of a part; where pandoc left one out, to none of them."""
    _settle(root)
    formulas = list(root.iter(FORMULA))
    if not formulas or len(formulas) != len(tex):
        return
    for formula, source in zip(formulas, tex, strict=True):
        formula.set(_TEX, source)
    etree.cleanup_namespaces(root, top_nsmap={"mc": _MC, "terbit": _OURS})
    ignorable = f"{{{_MC}}}Ignorable"
    root.set(ignorable, " ".join((*root.get(ignorable, "").split(), "terbit")))


def _settle(root: Element) -> None:
    # The order of ECMA-376 part 1, 22.1.2.64 and 22.1.2.91, which pandoc 3.9 does not keep.
    for properties in root.iter(_M + "mcPr"):
        properties[:] = sorted(properties, key=lambda child: child.tag != _M + "count")
    for properties in root.iter(_M + "rPr"):
        if properties.find(_M + "nor") is not None:
            for style in properties.findall(_M + "sty"):
                properties.remove(style)


def source_of(formula: Element) -> str:
    """The TeX of a formula that shows something; nothing of one that does not."""
    return (
        formula.get(_TEX, "") if any((shown.text or "").strip() for shown in formula.iter(_M + "t")) else ""
    )
