"""A manuscript's prose becomes one Flow: its words indexed once, so that every language check only looks up.

A Flow joins the pieces of running text with line feeds. Quoted blocks and blocks in another language are
left out; what stands in italics is foreign or a word as a word and is `shielded`.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from operator import itemgetter

from terbit.checks._pieces import Pieces
from terbit.checks._tables import resolve, title, title_case
from terbit.model.findings import Finding, Fix, Rule
from terbit.model.manuscript import Manuscript
from terbit.model.prose import Prose
from terbit.model.tree import BlockQuote, Div, Emph, Str
from terbit.model.walk import walk

_WORD = re.compile(r"(?<![\w@#./\\-])[^\W\d_]+(?:[-’'][^\W\d_]+)*(?![\w@/\\]|\.\w|-\d)")
_QUOTE = re.compile("“[^”\n]*”|‘[^’\n]*’")  # typed curly quotes reach the tree as they are
_WIDE = re.compile("  +")
_LETTER = re.compile(r"[^\W\d]")
_LETTERS = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*")
_LEAD = " “‘\"'(["
_SENTENCE_END = ".!?…:"


class Flow(Pieces):
    """The running text of a manuscript.

    `words[i]` is (start, end) in `text`; `index` finds the numbers of a word by its lower case.
    """

    def __init__(self, manuscript: Manuscript) -> None:
        """Join and index the prose of `manuscript`."""
        foreign = [node for node in manuscript.every(BlockQuote, Div) if _foreign(node)]
        hidden = {id(inner) for inner in walk(foreign)}
        self._places = manuscript.places
        super().__init__(piece for piece in _every(manuscript) if id(piece.block) not in hidden)
        self.lower = self.text.lower() if len(self.text.lower()) == len(self.text) else self.text
        self.words = [match.span() for match in _WORD.finditer(self.text)]
        self.index: dict[str, list[int]] = {}
        self.lowers = [self.lower[start:end] for start, end in self.words]
        for number, word in enumerate(self.lowers):
            self.index.setdefault(word, []).append(number)
        self._quotes = [match.span() for match in _QUOTE.finditer(self.text)]
        self._italic: dict[int, list[tuple[int, int]]] = {}

    def word(self, number: int) -> str:
        """The word in lower case; empty outside the text."""
        return self.lowers[number] if 0 <= number < len(self.lowers) else ""

    def after(self, number: int) -> str:
        """The next word in lower case if only a space stands between."""
        joined = number + 1 < len(self.words) and self.words[number + 1][0] == self.words[number][1] + 1
        return self.word(number + 1) if joined and self.text[self.words[number][1]] == " " else ""

    def before(self, number: int) -> str:
        """The word before in lower case if only a space stands between."""
        return self.word(number - 1) if number and self.after(number - 1) else ""

    def within(self, start: int, end: int) -> range:
        """The numbers of the words that begin in `text[start:end]`."""
        return range(*(bisect.bisect_left(self.words, at, key=itemgetter(0)) for at in (start, end)))

    def opens_sentence(self, at: int) -> bool:
        """Whether a sentence begins here."""
        lead = self.text[self.piece(at)[1] : at].rstrip(_LEAD)
        return not lead or lead[-1] in _SENTENCE_END

    def shielded(self, start: int, end: int) -> bool:
        """Whether the text is quoted or in italics: foreign, a title, or a word as a word."""
        before = bisect.bisect_right(self._quotes, (start, len(self.text))) - 1
        if before >= 0 and self._quotes[before][1] > start:
            return True
        piece, _ = self.piece(start)
        if id(piece.block) not in self._italic:
            inner = (n for e in walk([piece.block]) if isinstance(e, Emph) for n in walk(e.c))
            found = (piece.places.word(node) for node in inner if isinstance(node, Str))
            self._italic[id(piece.block)] = [place for place in found if place]
        ranges = self._italic[id(piece.block)]
        if not ranges:
            return False
        first, last, _ = self._locate(start, end)
        return any(first < right and left < last for left, right in ranges)

    def _locate(self, start: int, end: int) -> tuple[int, int, bool]:
        """Offsets in the master, and whether exactly these words stand there."""
        piece, base = self.piece(start)
        offsets, i, j, wanted = piece.offsets, start - base, end - base, self.text[start:end]
        known = next((k for k in range(i, -1, -1) if offsets[k] >= 0), -1)
        if known < 0:
            return -1, -1, False
        first = offsets[known] + i - known
        last = offsets[j - 1] + 1 if offsets[j - 1] >= 0 else first + j - i
        if _is_there(piece.places.text[first:last], wanted):
            return first, last, True
        near = piece.places.text.find(wanted, max(first - 8, 0), first + 40 + len(wanted))
        if near >= 0:
            return near, near + len(wanted), True
        return first, last, False

    def report(  # noqa: PLR0913, PLR0917  # a place, what to say, what to do
        self, rule: Rule, start: int, end: int, message: str, hint: str = "", new: str | None = None,
        *, safe: bool = False,
    ) -> Finding:  # fmt: skip
        """A finding at `text[start:end]`; with a fix when exactly these words stand in the file.

        In YAML only letters are put between letters: any mark may mean something there.
        """
        piece, base = self.piece(start)
        first, last, exact = self._locate(start, end)
        span = piece.places.lines.span(first, last) if exact else piece.span(start - base, end - base)
        if new is None or not exact or (piece.kind == "definition" and not _LETTERS.fullmatch(new)):
            return rule.at(span, message, hint)
        return rule.at(span, message, hint, Fix(new, safe))

    def wide_gaps(self) -> Iterator[tuple[Prose, int, int]]:
        """Where the master has two spaces or more between two words of a piece: it, start and end offsets."""
        master = self._places.text
        every = (match.span() for match in _WIDE.finditer(master))
        found = [(s, e) for s, e in every if _LETTER.match(master, s - 1) and _LETTER.match(master, e)]
        for piece in (piece for piece in self.pieces if found and piece.places is self._places):
            first, last = piece.reach
            inside = found[bisect.bisect_left(found, (first, 0)) : bisect.bisect_left(found, (last, 0))]
            known = frozenset(piece.offsets) if inside else frozenset()
            for start, end in inside:
                if start - 1 in known and end in known:
                    yield piece, start, end

    def recase(self, start: int, end: int, right: str) -> str | None:
        """`right` in the case its place asks for; None where the words may be part of a name."""
        wrong = self.text[start:end]
        if wrong.islower() or wrong[0].islower():
            return right
        piece, base = self.piece(start)
        heading = piece.kind == "heading"
        if wrong.isupper() and len(wrong) > 1:
            return right.upper() if piece.text.isupper() else None
        if heading and title_case(piece.text, start - base):
            return title(right)
        if heading or self.opens_sentence(start):
            return right[0].upper() + right[1:]
        around = self.text[max(start - 40, base) : start].split()[-1:], self.text[end : end + 40].split()[:1]
        named = any(word[0].isupper() for words in around for word in words)
        return None if named else right[0].upper() + right[1:]


def _is_there(written: str, wanted: str) -> bool:
    return written == wanted or (" " in wanted and " ".join(written.split()) == wanted)


def _foreign(node: object) -> bool:
    match node:
        case BlockQuote():
            return True
        case Div(c=((_, _, pairs), _)):
            return dict(pairs).get("lang", "id")[:2] != "id"
        case _:
            return False


@lru_cache(maxsize=2)
def flow_of(manuscript: Manuscript) -> Flow:
    """The Flow of a manuscript, made once for all checks."""
    return Flow(manuscript)


@lru_cache(maxsize=2)
def prose_of(manuscript: Manuscript) -> Pieces:
    """All its prose, also that which is no part of the Flow."""
    flow, every = flow_of(manuscript), _every(manuscript)
    return flow if len(flow.pieces) == len(every) else Pieces(every)


def _every(manuscript: Manuscript) -> tuple[Prose, ...]:
    """The prose of the master, then that of the glossary."""
    return (*manuscript.prose, *(piece for term in manuscript.glossary for piece in term.prose))


def replace(  # noqa: PLR0913  # the message, and what may be done about it
    flow: Flow, rule: Rule, pairs: Mapping[str, str], message: str, *,
    safe: bool | Callable[[int], bool] = True, names: bool = True,
) -> Iterator[Finding]:  # fmt: skip
    """A finding with a fix at every word that `pairs` calls wrong; `message` has a place for it.

    `names=False` passes over a word with a capital inside a sentence, whatever stands around it.
    """
    for wrong, right in resolve(flow.index, pairs):
        for number in flow.index[wrong]:
            start, end = flow.words[number]
            capital = flow.text[start].isupper() and flow.text[start:end] != flow.piece(start)[0].text
            alone = flow.opens_sentence(start) and not flow.text[end : end + 2].strip().isupper()
            named = not names and capital and not alone
            new = None if named else flow.recase(start, end, right)
            if new is not None and not flow.shielded(start, end):
                sure = safe(number) if callable(safe) else safe
                found = flow.text[start:end]
                yield flow.report(rule, start, end, message.format(found), f"Tulis “{new}”.", new, safe=sure)


def matches(
    flow: Flow, pattern: re.Pattern[str], *needles: str, word: re.Pattern[str] | None = None
) -> Iterator[re.Match[str]]:
    """Where a pattern occurs outside italics and quotations; patterns must not cross a line feed.

    Only pieces that hold one of `needles`, or a word in which `word` is found, are searched: far quicker.
    """
    held = flow.holding_word(word) if word else flow.holding(needles)
    ranges = [(start, start + len(piece.text)) for piece, start in held]
    if not (word or needles):
        ranges = [(0, len(flow.text))]
    found = (match for start, end in ranges for match in pattern.finditer(flow.text, start, end))
    return (match for match in found if not flow.shielded(*match.span()))


def paragraphs(flow: Flow) -> Iterator[tuple[Prose, int]]:
    """Every paragraph and note, and where it starts."""
    return (
        (piece, start)
        for piece, start in zip(flow.pieces, flow.starts, strict=True)
        if piece.kind not in {"heading", "definition"}
    )


def headings(flow: Flow) -> Iterator[tuple[Prose, int]]:
    """Every heading, and where it starts."""
    return ((p, s) for p, s in zip(flow.pieces, flow.starts, strict=True) if p.kind == "heading")
