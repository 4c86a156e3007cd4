"""Pages that the same rules apply to share their styles; heads that fit are not measured word by word.

WeasyPrint 70 computes the styles of a page and of its margin boxes anew for each page, and looks for the
widest word of heads that share an edge, though both fit: a sixth of the time that a chapter takes (no issue
number found).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

from terbit.adapters._weasyprint_machine import part


@contextlib.contextmanager
def lighter_pages() -> Iterator[None]:
    """Within this context neither is computed more often than it must; the pages are the same."""
    page = part("weasyprint.layout.page")
    compute, outer = page.set_page_type_computed_styles, page.OrientedBox.outer
    page.set_page_type_computed_styles = _shared(compute)
    page.OrientedBox.outer = property(outer.fget, _roomy(outer.fset))
    try:
        yield
    finally:
        page.set_page_type_computed_styles, page.OrientedBox.outer = compute, outer


def _shared(compute: Callable[..., None]) -> Callable[..., None]:
    def shared(page_type: Any, html: object, style_for: Any) -> None:  # noqa: ANN401  # WeasyPrint has no types
        known = vars(style_for).setdefault("terbit_kinds", {})
        # By the size of the first page, which is known behind it, lengths of the others are reckoned.
        kind = (page_type.index == 0, *_matching(page_type, style_for))
        computed = style_for.get_computed_styles()
        if kind not in known:
            compute(page_type, html, style_for)
            boxes = [box for element, box in style_for.get_cascaded_styles() if element == page_type]
            known[kind] = {box: computed[page_type, box] for box in (None, *boxes)}
        computed.update({(page_type, box): style for box, style in known[kind].items()})

    return shared


def _matching(page_type: Any, style_for: Any) -> Iterator[int]:  # noqa: ANN401  # as above
    """Which of the page selectors of the stylesheets choose pages of this type (CSS Paged Media 3, 4)."""
    rules = (rule for sheet, _, _ in style_for._sheets for rule in sheet.page_rules)  # noqa: SLF001  # the only way
    selectors = (selector for _, selectors, _ in rules for _, _, selector in selectors)
    match = style_for._page_type_match  # noqa: SLF001  # as above
    return (number for number, selector in enumerate(selectors) if match(selector, page_type))


def _roomy(narrow: Callable[[Any, float], None]) -> Callable[[Any, float], None]:
    def set_outer(box: Any, outer: float) -> None:  # noqa: ANN401  # as above
        if outer - box.sugar >= box.max_content_size:  # no narrower than its widest word, which is no wider
            box.inner = box.max_content_size
        else:
            narrow(box, outer)

    return set_outer
