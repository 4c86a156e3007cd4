"""Formulas of a page tree become pictures: on the baseline in a line, on whole lines of the grid apart.

In: MathML as pandoc wrote it, its TeX as annotation. Out: SVG whose structure type is Formula and whose
description is the TeX.
"""

from __future__ import annotations

from lxml import etree

from terbit.adapters.ziamath import CannotDrawError, draw

_MATH = "{http://www.w3.org/1998/Math/MathML}math"
_LEAD = 0.25
"""How far, in em, a formula in a line may reach above or below it without pushing the lines apart."""
_ABOVE, _BELOW = 0.7, 0.25
"""What letters reach above and below the baseline, in em."""


def set_formulas(root: etree._Element) -> tuple[str, ...]:
    """Draw each formula under `root`.

    Out: the TeX of those that cannot be drawn and stay a row of letters.
    """
    undrawn = []
    for formula in list(root.iter(_MATH)):
        tex = "".join(formula.xpath(".//*[local-name()='annotation']/text()"))
        try:
            picture = _picture(formula)
        except CannotDrawError:
            undrawn.append(tex)
            picture = formula
        picture.attrib.update({"data-tag": "Formula", "data-alt": tex})
    return tuple(undrawn)


def _picture(formula: etree._Element) -> etree._Element:
    apart = formula.get("display") == "block"
    tail, formula.tail = formula.tail, None
    drawn = draw(etree.tostring(formula, encoding="unicode"))
    picture = etree.fromstring(drawn.svg)
    for measure in ("width", "height"):
        del picture.attrib[measure]
    whole = picture
    if apart:
        lines = f"round(up, {drawn.height:.3f}em, 1rlh)"
        whole = etree.Element("span", {"class": "rumus", "style": f"height: {lines}"})
        whole.append(picture)
        picture.set("style", f"width: {drawn.width:.3f}em")
    else:
        above = max(0.0, min(drawn.height - drawn.depth - _ABOVE, _LEAD))
        below = max(0.0, min(drawn.depth - _BELOW, _LEAD))
        picture.set(
            "style",
            f"width: {drawn.width:.3f}em; vertical-align: {below - drawn.depth:.3f}em; "
            f"margin: {-above:.3f}em 0 {-below:.3f}em",
        )
    whole.tail = tail
    parent = formula.getparent()
    if parent is not None:
        parent.replace(formula, whole)
    return picture
