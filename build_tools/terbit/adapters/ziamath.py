"""ziamath: a formula's MathML becomes an SVG picture that knows its baseline.

In: MathML as pandoc writes it. Out: SVG of outlines alone (no font, no script, no address), measures in em.
The glyphs are those of STIX Two Math (OFL-1.1), which comes with ziamath. WeasyPrint 70 prints MathML as a
row of letters, hence this detour.
"""

from __future__ import annotations

import contextlib
import functools
import logging
import warnings
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import msgspec

_EM = 16.0
_SEMANTICS = "{http://www.w3.org/1998/Math/MathML}semantics"


class Drawn(msgspec.Struct, frozen=True):
    """A formula drawn: `svg` is an element with namespace, measures are in em.

    `depth` is the part of the height that lies below the baseline.
    """

    svg: bytes
    width: float
    height: float
    depth: float


class CannotDrawError(Exception):
    """ziamath does not know something in this formula."""


@functools.cache
def draw(mathml: str) -> Drawn:
    """The picture of `mathml` (a `math` element). Raises `CannotDrawError`."""
    with warnings.catch_warnings():
        # It finds its font by a function that Python 3.11 and 3.12 deprecate and 3.13 keeps.
        warnings.simplefilter("ignore", DeprecationWarning)
        from ziamath.config import config
        from ziamath.zmath import Math

    config.svg2 = False  # paths where they are used: no identifiers to clash
    formula = ET.fromstring(mathml)  # noqa: S314  # pandoc's own
    if (semantics := formula.find(_SEMANTICS)) is not None:  # ziamath would draw the annotation too
        formula[:] = semantics[:1]
    try:
        with _heard() as messages:
            picture = Math(formula, size=_EM, margin=0).svgxml()
    except Exception as fault:  # whatever it stumbles over, the formula is not drawn
        raise CannotDrawError(str(fault)) from fault
    if messages:
        raise CannotDrawError(messages[0])
    _, top, width, height = map(float, picture.get("viewBox", "").split())
    return Drawn(ET.tostring(picture), width / _EM, height / _EM, (height + top) / _EM)


@contextlib.contextmanager
def _heard() -> Iterator[list[str]]:
    # ziamath tells what it leaves out to the root logger.
    messages: list[str] = []
    ear = logging.Handler(logging.WARNING)
    ear.emit = lambda record: messages.append(record.getMessage())  # type: ignore[method-assign]  # an ear
    logger = logging.getLogger()
    logger.addHandler(ear)
    try:
        yield messages
    finally:
        logger.removeHandler(ear)
