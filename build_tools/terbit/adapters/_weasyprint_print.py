"""What a print shop asks of a PDF: grey as black ink alone, true page boxes, crop marks outside the bleed.

WeasyPrint 70 writes black as RGB unless a stylesheet says otherwise, paints crop marks inside the bleed, and
caps the BleedBox at 10 pt. Boxes follow ISO 32000-1, 14.11.2; marks are pagination artifacts (14.8.2.2).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

from terbit.adapters._weasyprint_machine import part

_MM = 72 / 25.4
_GAP, _LENGTH, _MARGIN = 1 * _MM, 5 * _MM, 1 * _MM
"""From the bleed to a mark, the mark itself, from the mark to the sheet's edge; in pt."""
_RULE = 0.25
_GREY = 0.002
"""Two channels that differ by less are the same: half a step of 8 bits."""


class Marks(msgspec.Struct, frozen=True):
    """Crop marks at the corners of the trimmed page, and a tick for each fold (pt from its left edge)."""

    folds: tuple[float, ...] = ()


@contextlib.contextmanager
def in_ink() -> Iterator[None]:
    """Within this context neutral colours are written as black ink alone (DeviceCMYK 0 0 0 K)."""
    Stream = part("weasyprint.pdf.stream").Stream  # noqa: N806  # its own name

    original = Stream.set_color
    Stream.set_color = _inked(original)
    try:
        yield
    finally:
        Stream.set_color = original


def _inked(set_color: Callable[..., None]) -> Callable[..., None]:
    from tinycss2.color5 import Color  # type: ignore[import-untyped]  # tinycss2 has no types

    def inked(stream: Any, color: Any, stroke: bool = False) -> None:  # noqa: ANN401, FBT001, FBT002  # WeasyPrint's signature
        if color.space in {"srgb", "hsl", "hwb"}:
            red, green, blue = color.to("srgb").coordinates
            if max(red, green, blue) - min(red, green, blue) < _GREY:
                color = Color("device-cmyk", (0, 0, 0, round(1 - green, 4)), color.alpha)
        set_color(stream, color, stroke)

    return inked


def set_boxes(pdf: Any, marks: Marks | None) -> None:  # noqa: ANN401  # a pydyf.PDF, which has no types
    """Give every page its BleedBox, and with `marks` a larger MediaBox with the marks in it.

    WeasyPrint's MediaBox is the page with its bleed, its TrimBox the page.
    """
    from pydyf import Array, Dictionary, Stream  # type: ignore[import-untyped]  # pydyf has no types

    drawn: dict[bytes, Any] = {}
    for page in [one for one in pdf.objects if isinstance(one, Dictionary) and one.get("Type") == "/Page"]:
        bleed, trim = [float(edge) for edge in page["MediaBox"]], [float(edge) for edge in page["TrimBox"]]
        page["BleedBox"] = Array(bleed)
        if marks is None:
            continue
        out = _GAP + _LENGTH + _MARGIN
        page["MediaBox"] = Array([bleed[0] - out, bleed[1] - out, bleed[2] + out, bleed[3] + out])
        drawing = _drawing(bleed, trim, marks.folds)
        if drawing not in drawn:
            drawn[drawing] = Stream([drawing])
            pdf.add_object(drawn[drawing])
        # Before the page's own stream, which leaves its transformation behind and paints beyond the bleed.
        page["Contents"] = Array([drawn[drawing].reference, page["Contents"]])


def _drawing(bleed: Sequence[float], trim: Sequence[float], folds: Sequence[float]) -> bytes:
    left, bottom, right, top = bleed
    lines = []
    for x in (trim[0], *(trim[0] + fold for fold in folds), trim[2]):
        lines += [(x, bottom - _GAP, x, bottom - _GAP - _LENGTH), (x, top + _GAP, x, top + _GAP + _LENGTH)]
    for y in (trim[1], trim[3]):
        lines += [(left - _GAP, y, left - _GAP - _LENGTH, y), (right + _GAP, y, right + _GAP + _LENGTH, y)]
    paths = " ".join(f"{a:.3f} {b:.3f} m {c:.3f} {d:.3f} l S" for a, b, c, d in lines)
    clip = f"{left:.3f} {bottom:.3f} {right - left:.3f} {top - bottom:.3f} re W n"
    return f"/Artifact BMC q 0 0 0 1 K {_RULE} w {paths} Q EMC {clip}".encode()
