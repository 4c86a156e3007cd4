"""PDF objects of pydyf as plain data, and back: what one process painted, another writes.

Dictionaries stay dictionaries, numbers, names and bytes themselves; an array becomes `["[", …]`, a text
`["(", text]`, a stream `["stream", bytes, entries, whether to compress]`, a mention of an XObject of the same
resources `["mention", name]`.
"""

from __future__ import annotations

import contextlib
import types
import zlib
from collections.abc import Iterator
from typing import Any

COLOURS = b"@colours"
"""Stands for the reference to the colour spaces of the document."""


LEVEL = 7
"""Of deflate: 9 saves a fortieth of the bytes for three times the time."""


@contextlib.contextmanager
def written_quickly() -> Iterator[None]:
    """Within this context, in which one document is written, pydyf does nothing that takes long and is idle.

    It makes the references of all pages at each look, and each bookmark looks for one; it deflates with all
    its might.
    """
    import pydyf  # type: ignore[import-untyped]  # pydyf has no types

    PDF = pydyf.PDF  # noqa: N806  # a class
    original, known = PDF.page_references, dict[int, tuple[bytes, ...]]()

    def references(document: Any) -> tuple[bytes, ...]:  # noqa: ANN401  # as above
        count = len(document.pages["Kids"])
        if count not in known:
            known[count] = original.fget(document)
        return known[count]

    PDF.page_references = property(references)
    pydyf.zlib = types.SimpleNamespace(
        compressobj=lambda **_: zlib.compressobj(LEVEL), compress=zlib.compress
    )
    try:
        yield
    finally:
        PDF.page_references, pydyf.zlib = original, zlib


def frozen(value: Any) -> Any:  # noqa: ANN401  # pydyf has no types
    """`value`, which no document holds yet, as plain data."""
    import pydyf

    if isinstance(value, pydyf.Stream):
        data = b"\n".join(pydyf._to_bytes(part) for part in value.stream)  # noqa: SLF001  # as its own `data`
        return ["stream", data, frozen(dict(value.extra)), bool(value.compress)]
    if isinstance(value, pydyf.String):
        return ["(", value.string]
    if isinstance(value, dict):
        return {str(key): _entry(str(key), item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return ["[", *map(frozen, value)]
    if isinstance(value, bool | int | float | str | bytes) or value is None:
        return value
    return value.data  # an object that writes itself


def _entry(key: str, item: Any) -> Any:  # noqa: ANN401  # as above
    name = getattr(item, "id", "")
    # The mask of a graphics state (ISO 32000-1, 11.6.5.3) is a group among the XObjects.
    return ["mention", name] if key == "G" and name else frozen(item)


def thawed(value: Any, colours: bytes, groups: dict[str, Any]) -> Any:  # noqa: ANN401  # as above
    """Pydyf objects from what `frozen` made; `groups` are the XObjects that may be mentioned."""
    import pydyf

    match value:
        case ["stream", data, extra, compress]:
            return pydyf.Stream([data], thawed(extra, colours, {}), compress)
        case ["(", text]:
            return pydyf.String(text)
        case ["mention", name]:
            return groups[name]
        case ["[", *items]:
            return pydyf.Array(thawed(item, colours, groups) for item in items)
        case dict():
            inner = {key: thawed(item, colours, groups) for key, item in value.items() if key != "ExtGState"}
            if "ExtGState" in value:  # after the groups it may mention
                inner["ExtGState"] = thawed(value["ExtGState"], colours, inner.get("XObject", groups))
            return pydyf.Dictionary(inner)
        case _:
            return colours if value == COLOURS else value
