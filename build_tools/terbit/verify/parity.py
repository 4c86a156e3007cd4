"""The passages a book promises beside those of a finished file: what lacks, repeats, moved or changed.

First the words are compared, exactly (`model/stream.py` says what does not count); where they agree, what
they are besides: headings, items, cells, links and where they lead, descriptions of pictures, languages,
marks of notes.
Costs what the text is long; only where words differ is a difference sought.
"""

from __future__ import annotations

import bisect
import difflib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

import msgspec

from terbit.model.findings import Finding, Rule, Severity, Span
from terbit.model.outline import Outline, Passage, Reading
from terbit.model.stream import TRAITS, Trait, language, squeeze, starts
from terbit.model.tree import Block

LOST = Rule(
    "V001", "passage_lost", Severity.ERROR, "Bagian naskah hilang dari edisi",
    "Edisi yang kehilangan kalimat bukan edisi yang benar; berkasnya tidak ditulis.",
    stops=True,
)  # fmt: skip
ADDED = Rule(
    "V002", "text_added", Severity.ERROR, "Edisi memuat teks yang tidak ada dalam naskah",
    "Teks yang bertambah di satu edisi membuat edisi-edisi tidak sama; berkasnya tidak ditulis.",
    stops=True,
)  # fmt: skip
NOTE_LOST = Rule(
    "V003", "note_lost", Severity.ERROR, "Catatan kaki hilang dari edisi",
    "Mesin PDF dapat menghilangkan catatan kaki tanpa peringatan; karena itu setiap catatan "
    "dihitung dan dicocokkan.",
    stops=True,
)  # fmt: skip
REPEATED = Rule(
    "V010", "passage_repeated", Severity.ERROR, "Bagian naskah berulang dalam edisi",
    "Kalimat yang tercetak dua kali menandakan berkas yang rusak; berkasnya tidak ditulis.",
    stops=True,
)  # fmt: skip
MOVED = Rule(
    "V011", "passage_moved", Severity.ERROR, "Bagian naskah berpindah tempat dalam edisi",
    "Urutan baca harus sama dengan urutan naskah, juga bagi pembaca layar; berkasnya tidak ditulis.",
    stops=True,
)  # fmt: skip
ALTERED = Rule(
    "V012", "passage_altered", Severity.ERROR, "Bagian naskah berubah dalam edisi",
    "Satu huruf atau angka yang berubah dapat membalik arti; berkasnya tidak ditulis.",
    stops=True,
)  # fmt: skip
STRUCTURE = Rule(
    "V013", "structure_differs", Severity.ERROR, "Susunan teks edisi berbeda dengan naskah",
    "Judul, butir, sel, keterangan, alinea, dan tanda catatan dibacakan sebagai yang ditandai dalam berkas; "
    "tingkat judul yang keliru menyesatkan pembaca layar.",
    stops=True,
)  # fmt: skip
LINK = Rule(
    "V014", "link_differs", Severity.ERROR, "Tautan edisi berbeda dengan naskah",
    "Tautan yang hilang atau menuju tempat lain membawa pembaca ke sumber yang salah.",
    stops=True,
)  # fmt: skip
PICTURE = Rule(
    "V015", "description_differs", Severity.ERROR, "Gambar atau deskripsinya berbeda dengan naskah",
    "Pembaca yang tidak melihat gambar hanya mendapat deskripsinya.",
    stops=True,
)  # fmt: skip
TONGUE = Rule(
    "V016", "language_differs", Severity.ERROR, "Bahasa teks edisi berbeda dengan naskah",
    "Pembaca layar melafalkan teks menurut bahasa yang ditandai dalam berkas.",
    stops=True,
)  # fmt: skip

PARITY_RULES = (LOST, ADDED, NOTE_LOST, REPEATED, MOVED, ALTERED, STRUCTURE, LINK, PICTURE, TONGUE)

_RULES = {"link": LINK, "anchor": LINK, "image": PICTURE, "language": TONGUE}
_REPORT = "Laporkan kepada pengembang; naskah tidak perlu diubah."
_ALIKE = 0.5
"""Two texts with so many characters in common are one that changed, not one lost and another added."""
_LONG = 4000
"""Characters of a passage beyond which likeness is judged by its beginning."""

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
        gaps = list(_gaps(wanted, words))
        pairs = [pair for old, new in gaps for pair in _likely(wanted, old, words, new)]
        lacking, extra = _left(gaps, pairs)
        gone, come = {wanted[number] for number in lacking}, {words[number] for number, _ in extra}
        paired = {one for one, _ in pairs}
        for old, new in gaps:  # “5” becomes “8”: nothing alike, yet one for one
            alone = len(old) == len(new) == 1 and old[0] not in paired
            if alone and wanted[old[0]] not in come and words[new[0]] not in gone:
                pairs.append((old[0], new[0]))
        lacking, extra = _left(gaps, pairs)
        spare = Counter(words[number] for number, _ in extra)
        for number in lacking:
            passage = self.promised.passages[number]
            if spare[wanted[number]] > 0:
                spare[wanted[number]] -= 1
                yield self.say(MOVED, passage, f"memuat “{_short(passage.text)}” di tempat lain")
            else:
                yield self.say(
                    self.promised.lost, passage, f"tidak memuat “{_short(passage.text)}” di tempatnya"
                )
        for one, other in pairs:
            passage = self.promised.passages[one]
            was, now = _difference(passage.text, self.found[other])
            said = f"mengubah “{_short(passage.text)}”: “{was}” menjadi “{now}”"
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
            quoted = f"“{_short(self.found[number])}”"
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
            yield self.say(STRUCTURE, passage, f"{said} alinea “{_short(passage.text if passage else '')}”")

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
        words = "".join(self.promised.words)[start : end if end > start else start + 40]
        where = passage.text if passage and (end == start or kind == "heading") else words
        return self.say(_RULES.get(kind, STRUCTURE), passage, f"{said} pada “{_short(where)}”")

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
    return f" “{_short(value)}”" if value else ""


def _left(
    gaps: list[tuple[range, range]], pairs: list[tuple[int, int]]
) -> tuple[list[int], list[tuple[int, int]]]:
    """What is in no pair: the promised, and the found, each with the passage at whose place it stands."""
    olds, news = {one for one, _ in pairs}, {other for _, other in pairs}
    return (
        [number for old, _ in gaps for number in old if number not in olds],
        [(number, old.start) for old, new in gaps for number in new if number not in news],
    )


def _is_left(spare: Counter[str], word: str) -> bool:
    spare[word] -= 1
    return spare[word] >= 0


def _gaps(wanted: tuple[str, ...], words: tuple[str, ...]) -> Iterator[tuple[range, range]]:
    """The stretches in which the two differ."""
    head = 0
    while head < min(len(wanted), len(words)) and wanted[head] == words[head]:
        head += 1
    tail = 0
    while tail < min(len(wanted), len(words)) - head and wanted[-1 - tail] == words[-1 - tail]:
        tail += 1
    old, new = wanted[head : len(wanted) - tail], words[head : len(words) - tail]
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new).get_opcodes():
        if kind != "equal":
            yield range(head + a, head + b), range(head + c, head + d)


def _likely(
    wanted: tuple[str, ...], old: range, words: tuple[str, ...], new: range
) -> Iterator[tuple[int, int]]:
    """The passages of a gap that changed, each with what it became; those said elsewhere are not meant."""
    left = list(new)
    for one in old:
        if wanted[one] in (words[other] for other in left):
            continue
        for other in left:
            if _is_alike(wanted[one], words[other]):
                left = left[left.index(other) + 1 :]
                yield one, other
                break


def _is_alike(one: str, other: str) -> bool:
    one, other = one[:_LONG], other[:_LONG]
    if one.startswith(other) or other.startswith(one):
        return True
    matcher = difflib.SequenceMatcher(None, one, other)
    return matcher.quick_ratio() > _ALIKE and matcher.ratio() > _ALIKE


def _difference(was: str, now: str) -> tuple[str, str]:
    """The words around the first difference of two texts."""
    at = next((n for n, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), min(len(was), len(now)))
    start = max(0, at - 15)
    return was[start : at + 25], now[start : at + 25]


def _short(text: str, limit: int = 60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
