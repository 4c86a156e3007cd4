"""The passages a book promises beside those of a finished file: what lacks, repeats, moved or changed.

First the words are compared, exactly (`model/stream.py` says what does not count); where they agree, what
they are besides: headings, items, cells, links and where they lead, descriptions of pictures, languages,
marks of notes.
Costs what the text is long; only where words differ is a difference sought.
"""

from __future__ import annotations

import bisect
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

import msgspec

from terbit.model.findings import Finding, Rule, Span
from terbit.model.outline import Outline, Passage, Reading
from terbit.model.stream import TRAITS, Trait, language, squeeze, starts
from terbit.model.tree import Block
from terbit.verify._alignment import difference, gaps, left, likely
from terbit.verify._parity_rules import (
    ADDED,
    ALTERED,
    LINK,
    LOST,
    MOVED,
    NOTE_LOST,
    PICTURE,
    REPEATED,
    STRUCTURE,
    TONGUE,
)

_BY_KIND = {"link": LINK, "anchor": LINK, "image": PICTURE, "language": TONGUE}
_REPORT = "Laporkan kepada pengembang; naskah tidak perlu diubah."
Place = Callable[[Block | None], Span]


class Promised(msgspec.Struct, frozen=True):
    """One of the two streams of a promise, measured once: the text, or the notes."""

    passages: tuple[Passage, ...]
    words: tuple[str, ...]
    starts: tuple[int, ...]
    traits: tuple[Trait, ...]
    lost: Rule

    def at(self, place: int) -> Passage | None:
        """The passage in which the character number `place` stands."""
        number = bisect.bisect_right(self.starts, place) - 1
        return self.passages[number] if self.passages else None


def compare(
    edition: str, promised: Outline, found: Reading, place: Place, unproved: Mapping[str, str] | None = None
) -> Iterator[Finding]:
    """Everything in which the edition differs from the promise.

    `place` gives the place of a passage's node in the master; `unproved` are the kinds of traits (or of
    pictures, as `image.svg`) that the edition cannot carry.
    """
    without = frozenset(unproved or ())
    if promised.language and language(found.language) != language(promised.language):
        yield TONGUE.at(
            place(None),
            f"Edisi “{edition}” berbahasa “{found.language}”, padahal naskahnya “{promised.language}”.",
            _REPORT,
        )
    text, notes = streams(promised)
    yield from _Stream(edition, text, found.passages, found.traits, place).findings(without)
    yield from _Stream(edition, notes, found.notes, found.note_traits, place).findings(without)


def streams(promised: Outline) -> tuple[Promised, Promised]:
    """The two streams of a promise."""

    def stream(passages: tuple[Passage, ...], traits: tuple[Trait, ...], lost: Rule) -> Promised:
        words = tuple(squeeze(passage.text) for passage in passages)
        return Promised(passages, words, tuple(starts(words)), traits, lost)

    return (
        stream(promised.passages, promised.traits, LOST),
        stream(promised.notes, promised.note_traits, NOTE_LOST),
    )


class _Stream:
    def __init__(
        self,
        edition: str,
        promised: Promised,
        found: tuple[str, ...],
        traits: tuple[Trait, ...],
        place: Place,
    ) -> None:
        self.edition, self.promised, self.found, self.traits, self.place = (
            edition,
            promised,
            found,
            traits,
            place,
        )
        self.words = tuple(squeeze(text) for text in found)

    def findings(self, without: frozenset[str]) -> Iterator[Finding]:
        if "".join(self.words) != "".join(self.promised.words):
            yield from self.differing()
            return
        if self.words != self.promised.words:
            yield from self.cut_otherwise()
        yield from self.traits_differing(without)
        if "anchor" not in without:
            yield from self.landings()

    def differing(self) -> Iterator[Finding]:
        """What became of each passage that is not where it is promised."""
        wanted, words = self.promised.words, self.words
        stretches = list(gaps(wanted, words))
        pairs = [pair for old, new in stretches for pair in likely(wanted, old, words, new)]
        lacking, extra = left(stretches, pairs)
        gone, come = {wanted[number] for number in lacking}, {words[number] for number, _ in extra}
        paired = {one for one, _ in pairs}
        for old, new in stretches:  # “5” becomes “8”: nothing alike, yet one for one
            alone = len(old) == len(new) == 1 and old[0] not in paired
            if alone and wanted[old[0]] not in come and words[new[0]] not in gone:
                pairs.append((old[0], new[0]))
        lacking, extra = left(stretches, pairs)
        spare = Counter(words[number] for number, _ in extra)
        for number in lacking:
            passage = self.promised.passages[number]
            if spare[wanted[number]] > 0:
                spare[wanted[number]] -= 1
                yield self.say(MOVED, passage, f"memuat “{short(passage.text)}” di tempat lain")
            else:
                yield self.say(
                    self.promised.lost, passage, f"tidak memuat “{short(passage.text)}” di tempatnya"
                )
        for one, other in pairs:
            passage = self.promised.passages[one]
            was, now = difference(passage.text, self.found[other])
            said = f"mengubah “{short(passage.text)}”: “{was}” menjadi “{now}”"
            yield self.say(ALTERED, passage, said)
        yield from self.added([(number, here) for number, here in extra if _is_left(spare, words[number])])

    def added(self, extra: list[tuple[int, int]]) -> Iterator[Finding]:
        """Each passage that is too many, with the promised one at whose place it stands."""
        places: dict[str, list[int]] = {}
        for number, text in enumerate(self.promised.words):
            places.setdefault(text, []).append(number)
        last = -1
        for number, here in extra:
            alike = places.get(self.words[number], [])
            # What follows in the file follows in the promise: a row repeated is one row, not cells of many.
            last = last + 1 if last + 1 in alike else min(alike, key=lambda n: abs(n - here), default=-1)
            quoted = f"“{short(self.found[number])}”"
            if alike:
                yield self.say(REPEATED, self.promised.passages[last], f"mengulang {quoted}")
            else:
                near = self.promised.passages[here:] or self.promised.passages[-1:]
                said = f"memuat {quoted} yang tidak ada di sini dalam naskah"
                yield self.say(ADDED, near[0] if near else None, said)

    def cut_otherwise(self) -> Iterator[Finding]:
        found = set(starts(self.words))
        for start in sorted(found ^ set(self.promised.starts)):
            passage = self.promised.at(start)
            said = "memenggal" if start in found else "menyambung dengan yang sebelumnya"
            yield self.say(STRUCTURE, passage, f"{said} alinea “{short(passage.text if passage else '')}”")

    def traits_differing(self, without: frozenset[str]) -> Iterator[Finding]:
        wanted = Counter(_key(t) for t in self.promised.traits if not _waived(t, without))
        found = Counter(_key(t) for t in self.traits if t.kind in TRAITS and t.kind not in without)
        lacking, extra = sorted((wanted - found).elements()), sorted((found - wanted).elements())
        for trait in list(lacking):
            kind, value, start, end = trait
            other = next((e for e in extra if e[0] == kind and e[2:] == (start, end)), None)
            moved = other is None and next((e for e in extra if e[:2] == (kind, value)), None)
            if not other and not moved:
                continue
            lacking.remove(trait)
            extra.remove(other or moved)  # type: ignore[arg-type]  # one of them is there
            if other:
                yield self.trait(
                    trait, f"memuat {TRAITS[kind]}{_value(other[1])}, seharusnya{_value(value)},"
                )
            else:
                yield self.trait(trait, f"memindahkan {TRAITS[kind]}{_value(value)} yang seharusnya berada")
        for trait in lacking:
            yield self.trait(trait, f"tidak memuat {TRAITS[trait[0]]}{_value(trait[1])}")
        for trait in extra:
            yield self.trait(
                trait, f"memuat {TRAITS[trait[0]]}{_value(trait[1])} yang tidak ada dalam naskah"
            )

    def landings(self) -> Iterator[Finding]:
        """Whether each promised place that a link leads to is where it is promised."""
        found: dict[str, int] = {}
        for trait in self.traits:
            if trait.kind == "anchor":
                found.setdefault(trait.value, trait.start)
        for trait in self.promised.traits:
            if trait.kind == "anchor" and found.get(trait.value, trait.start) != trait.start:
                key = ("anchor", trait.value, trait.start, trait.start)
                yield self.trait(
                    key, f"menaruh tujuan tautan{_value(trait.value)} di tempat lain, seharusnya"
                )

    def trait(self, key: _Key, said: str) -> Finding:
        kind, _, start, end = key
        passage = self.promised.at(start)
        where = passage.text if passage else ""
        if end > start and kind != "heading":
            before = self.promised.starts[bisect.bisect_right(self.promised.starts, start) - 1]
            where = _stretch(where, start - before, end - before)
        return self.say(_BY_KIND.get(kind, STRUCTURE), passage, f"{said} pada “{short(where)}”")

    def say(self, rule: Rule, passage: Passage | None, said: str) -> Finding:
        stop = self.place(passage.node if passage else None)
        return rule.at(stop, f"Edisi “{self.edition}” {said}.", _REPORT)


_Key = tuple[str, str, int, int]


def _key(trait: Trait) -> _Key:
    return trait.kind, trait.value, trait.start, trait.end


def _waived(trait: Trait, without: frozenset[str]) -> bool:
    if trait.kind == "anchor" or trait.kind in without:
        return True
    return picture(trait) in without


def picture(trait: Trait) -> str:
    """The kind of picture that a trait promises, as `image.svg`; empty for other traits."""
    return f"image{PurePosixPath(trait.node.c[2][0]).suffix.lower()}" if trait.node else ""


def _value(value: str) -> str:
    return f" “{short(value)}”" if value else ""


def _is_left(spare: Counter[str], word: str) -> bool:
    spare[word] -= 1
    return spare[word] >= 0


def _stretch(text: str, start: int, end: int) -> str:
    """From one counted character of `text` to another, with what does not count in between."""
    text = unicodedata.normalize("NFC", text)
    places = [number for number, character in enumerate(text) if squeeze(character)][start:end]
    return text[places[0] : places[-1] + 1] if places else text


def short(text: str, limit: int = 60) -> str:
    """`text` as a finding quotes it: on one line, at most `limit` characters."""
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
