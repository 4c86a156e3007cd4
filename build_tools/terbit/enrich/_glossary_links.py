"""The first use of each term in each section links to its glossary entry and is marked for the index."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from terbit.enrich._draft import Draft, Use
from terbit.model.book import INDEX_MARK
from terbit.model.manuscript import Term
from terbit.model.tree import Block, Header, Inline, Link, Para, Plain, SoftBreak, Space, Span, Str
from terbit.model.walk import map_children, text_of

_SECTION_LEVEL = 2
_FOREIGN = "\ufffc"
"""Stands for an inline that is not plain words: a citation, a note, a link, a quotation, emphasis."""

_QUOTATION = re.compile(r"“[^”]*”|‘[^’]*’")
"""Curly marks that the author typed; straight ones arrive as `Quoted`."""


def link_first_uses(draft: Draft) -> Draft:
    """Link terms in running text only: never in a heading, link, citation, note or quotation.

    For the index their first use under each heading counts, of whatever level: a mark where there is no link.
    """
    if not draft.manuscript.glossary:
        return draft
    linker = _Linker(draft.manuscript.glossary)
    blocks = tuple(linker.block(block) for block in draft.blocks)
    uses = {term: tuple(found) for term, found in linker.uses.items()}
    return msgspec.structs.replace(draft, blocks=blocks, uses=uses, marks=draft.marks | linker.marks)


class _Found(NamedTuple):
    """Where a use begins and ends in its paragraph, the term's id, and whether it becomes a link."""

    start: int
    stop: int
    identifier: str
    linked: bool


class _Linker:
    """Walks the book once and remembers which terms section and heading have already used."""

    def __init__(self, terms: tuple[Term, ...]) -> None:
        forms = sorted(
            ((form, term.identifier) for term in terms for form in (term.term, *term.forms)),
            key=lambda pair: (
                -len(pair[0])
            ),  # the longest form wins: “kerja sama bilateral” before “bilateral”
        )
        self._terms = [identifier for _, identifier in forms]
        initials = "".join(
            {re.escape(one) for form, _ in forms for one in (form[0].lower(), form[0].upper())}
        )
        any_form = "|".join(f"({_form_pattern(form)})" for form, _ in forms)
        # Whole words only. Most positions of a text are ruled out by the first two conditions.
        self._pattern = re.compile(rf"(?<![\w-])(?=[{initials}])(?:{any_form})(?![\w-])")
        self._names = {term.identifier: term.term for term in terms}
        self._section = ""
        self._linked: set[str] = set()
        self._indexed: set[str] = set()
        self.uses: dict[str, list[Use]] = {}
        self.marks: dict[str, str] = {}

    def block(self, block: Block) -> Block:
        if isinstance(block, Header):
            self._indexed = set()
            if block.level <= _SECTION_LEVEL:
                self._section, self._linked = text_of(block.inlines), set()
            return block
        if isinstance(block, Para | Plain):
            return type(block)(self._inlines(block.c))
        return map_children(  # type: ignore[return-value]  # map_children keeps blocks blocks
            block, lambda inner: tuple(self.block(one) for one in inner), lambda inlines: inlines
        )

    def _inlines(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        plain = [_plain(inline) for inline in inlines]
        text = "".join(plain)
        text = _QUOTATION.sub(lambda match: _FOREIGN * len(match.group()), text)
        pieces: list[_Found] = []
        for match in self._pattern.finditer(text):
            identifier = self._terms[(match.lastindex or 1) - 1]
            if identifier not in self._indexed:
                linked = identifier not in self._linked
                self._linked.add(identifier)
                self._indexed.add(identifier)
                pieces.append(_Found(match.start(), match.end(), identifier, linked))
        return tuple(self._cut(inlines, plain, pieces)) if pieces else inlines

    def _cut(self, inlines: tuple[Inline, ...], plain: list[str], pieces: list[_Found]) -> Iterator[Inline]:
        """The inlines again, those inside a piece wrapped in its link; a word is split where it must be."""
        at = 0
        inside: list[Inline] = []
        for inline, words in zip(inlines, plain, strict=True):
            end = at + len(words)
            if not isinstance(inline, Str | Space | SoftBreak):
                yield inline
                at = end
                continue
            while at < end:
                while pieces and pieces[0].stop <= at:
                    pieces.pop(0)
                start, stop, identifier, linked = pieces[0] if pieces else (end, end, "", False)
                within = start <= at
                upto = min(end, stop if within else start)
                part = _slice(inline, at, upto, end)
                if not within:
                    yield part
                else:
                    inside.append(part)
                    if upto == stop:
                        mark = self._link if linked else self._mark
                        yield mark(identifier, tuple(inside))
                        inside.clear()
                at = upto

    def _link(self, identifier: str, inlines: tuple[Inline, ...]) -> Span:
        found = self.uses.setdefault(identifier, [])
        anchor = f"pakai-{identifier}-{len(found) + 1}"
        found.append(Use(anchor, self._section))
        self.marks[anchor] = self._names[identifier]
        link = Link(
            (("", ("istilah",), (("role", "doc-glossref"),)), inlines, (f"#istilah-{identifier}", ""))
        )
        # pandoc's DOCX writer makes no bookmark of a link's own id, but of a span's.
        return Span(((anchor, (), ()), (link,)))

    def _mark(self, identifier: str, inlines: tuple[Inline, ...]) -> Span:
        anchor = f"indeks-{identifier}-{len(self.marks) + 1}"
        self.marks[anchor] = self._names[identifier]
        return Span(((anchor, (INDEX_MARK,), ()), inlines))


def _form_pattern(form: str) -> str:
    """The first word may be doubled (*forum-forum*), the last may carry *-nya*."""
    first, *rest = form.split()
    head = re.escape(first)
    body = r"[ \u00a0]".join([f"(?:{head}-)?{head}", *map(re.escape, rest)])
    # An abbreviation (PBB) is matched as it stands; other forms in any case, as titles and sentences need.
    flag = "-i" if re.search(r"[A-Z]{2}", form) and " " not in form else "i"
    flags = "(?i:" if flag == "i" else "(?:"
    return rf"{flags}{body}(?:nya)?)"


def _plain(inline: Inline) -> str:
    if isinstance(inline, Str):
        return inline.c
    return " " if isinstance(inline, Space | SoftBreak) else _FOREIGN


def _slice(inline: Str | Space | SoftBreak, at: int, upto: int, end: int) -> Inline:
    if not isinstance(inline, Str):
        return inline
    start = len(inline.c) - (end - at)
    return inline if upto - at == len(inline.c) else Str(inline.c[start : start + upto - at])
