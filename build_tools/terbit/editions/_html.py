"""A Book becomes HTML: a fragment for each part, the notes apart. Editions dress it.

A part that was written before is taken from the store; pandoc writes the others in one run. It numbers notes
from 1 in every run, so their numbers are set anew.
"""

from __future__ import annotations

import functools
import itertools
import re
import weakref
from collections.abc import Sequence
from typing import Any

import msgspec

from terbit.adapters import making, pandoc, store
from terbit.model.book import Book, Part
from terbit.model.tree import Block, Cite, Inline, RawBlock, encode
from terbit.model.walk import map_children, past_words, without_raw

_BORDER = "<!--terbit-->"
_OPTIONS = ("-f", "json", "-t", "html5", "--wrap=none", "--mathml", "--syntax-highlighting=none")
_CALL = re.compile(
    r'(<a href="#fn)(\d+)(" class="footnote-ref" id="fnref)\d+(" role="doc-noteref"><sup>)\d+(?=</sup></a>)'
)
_BACK = re.compile(r'(<a href="#fnref)(\d+)(?=" class="footnote-back" role="doc-backlink">)')
_ITEM = re.compile(r'^<li id="fn(\d+)">', re.MULTILINE)
_shown_of: weakref.WeakKeyDictionary[Part, tuple[bytes, tuple[Block, ...]]] = weakref.WeakKeyDictionary()
"""What each part shows, and the hash of it: several editions ask, and some leave parts out."""


class Html(msgspec.Struct, frozen=True):
    """Well-formed HTML5 of a Book: `parts` as in `book.parts`, `notes` the list of all notes (or empty).

    `messages` is pandoc's log.
    """

    parts: tuple[str, ...]
    notes: str
    messages: tuple[dict[str, Any], ...] = ()


class _Fragment(msgspec.Struct, frozen=True, array_like=True):
    """The HTML of a part and what stands in the items of its notes, whose numbers follow `before`."""

    text: str
    notes: tuple[str, ...]
    before: int


@functools.lru_cache(maxsize=4)
def html(book: Book) -> Html:
    """The HTML of `book`, made once for all editions that want it. Raises `MachineFault` if pandoc fails."""
    shown = dict(map(_named, book.parts))
    names = [_named(part)[0] for part in book.parts]
    decode = msgspec.msgpack.Decoder(_Fragment).decode
    known = {name: decode(data) for name, data in store.get_all(names).items()}
    missing = [name for name in shown if name not in known]
    made, messages = _converted([shown[name] for name in missing], book.metadata.timestamp)
    new = dict(zip(missing, made, strict=True))
    if not messages:  # whose they are is not known
        store.put((name, msgspec.msgpack.encode(fragment)) for name, fragment in new.items())
    return _joined([(known | new)[name] for name in names], messages)


def _named(part: Part) -> tuple[bytes, tuple[Block, ...]]:
    """The hash of all that the HTML of a part is made from, and that."""
    if part not in _shown_of:
        shown = _shown(part.blocks)
        _shown_of[part] = store.key("html", making.signature(), encode(shown)), shown
    return _shown_of[part]


def _converted(
    parts: Sequence[tuple[Block, ...]], epoch: int
) -> tuple[list[_Fragment], tuple[dict[str, Any], ...]]:
    """`parts` as pandoc writes them, and what it said."""
    if not parts:
        return [], ()
    blocks: list[Block] = []
    for part in parts:
        blocks += [RawBlock(("html", _BORDER)), *part]
    # pandoc writes the notes after everything else: a last border sets them apart.
    document = encode((*blocks, RawBlock(("html", _BORDER))))
    conversion = pandoc.convert(_OPTIONS, document, epoch=epoch)
    _, *texts, noted = conversion.data.decode().split(_BORDER)
    called = [len(set(_CALL.findall(text))) for text in texts]
    ends = itertools.accumulate(called)
    items = _items(noted)
    return [
        _Fragment(text, tuple(items[end - count : end]), end - count)
        for text, count, end in zip(texts, called, ends, strict=True)
    ], conversion.messages


def _items(noted: str) -> list[str]:
    """What stands in each item of pandoc's list of notes."""
    _, *pieces = _ITEM.split(noted.rpartition("</ol>")[0])
    return [inner.rstrip() for inner in pieces[1::2]]


def _joined(fragments: Sequence[_Fragment], messages: tuple[dict[str, Any], ...]) -> Html:
    """All fragments with their notes numbered through."""
    parts: list[str] = []
    notes: list[str] = []
    for fragment in fragments:
        by = len(notes) - fragment.before
        parts.append(_renumbered(fragment.text, by))
        notes += (_renumbered(inner, by) for inner in fragment.notes)
    items = "\n".join(f'<li id="fn{number}">{inner}' for number, inner in enumerate(notes, 1))
    return Html(tuple(parts), f"<ol>\n{items}\n</ol>" if notes else "", messages)


def _renumbered(text: str, by: int) -> str:
    """`text` with the numbers of its notes raised `by` so many."""
    if not by:
        return text
    text = _CALL.sub(lambda m: f"{m[1]}{(n := int(m[2]) + by)}{m[3]}{n}{m[4]}{n}", text)
    return _BACK.sub(lambda m: f"{m[1]}{int(m[2]) + by}", text)


def _shown(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """`blocks` without what HTML does not show: a part is told by it from what was written before."""
    # Raw code: a manuscript is untrusted, and the outline promises nothing of it.
    return tuple(
        map_children(block, _shown, _shown_inlines)  # type: ignore[misc]  # a block stays a block
        for block in blocks
        if not isinstance(block, RawBlock)
    )


def _shown_inlines(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return past_words(
        without_raw(inlines), lambda inline: map_children(_uncounted(inline), _shown, _shown_inlines)
    )


def _uncounted(inline: Inline) -> Inline:
    """A citation without its number, which changes with those before it."""
    if not isinstance(inline, Cite):
        return inline
    cited, words = inline.c
    return Cite((tuple(msgspec.structs.replace(one, note_num=0) for one in cited), words))
