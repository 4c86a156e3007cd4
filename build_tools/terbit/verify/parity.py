"""The passages a book promises, looked up one after the other in what was read back from a finished file.

Both sides are compared as one stream of characters without white space: a file may cut a passage over two
pages, but may not lose, alter, add or reorder a single character.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from terbit.model.findings import Finding, Rule, Severity, Span
from terbit.model.outline import Outline, Passage, Reading, squeeze
from terbit.model.tree import Block

LOST = Rule(
    "V001", "passage_lost", Severity.ERROR, "Bagian naskah hilang dari edisi",
    "Edisi yang kehilangan kalimat, atau memuatnya di tempat lain, bukan edisi yang benar; "
    "berkasnya tidak ditulis.",
    stops=True,
)  # fmt: skip
ADDED = Rule(
    "V002", "text_added", Severity.ERROR, "Edisi memuat teks yang tidak ada dalam naskah",
    "Teks yang berubah atau bertambah di satu edisi membuat edisi-edisi tidak sama; berkasnya tidak ditulis.",
    stops=True,
)  # fmt: skip
NOTE_LOST = Rule(
    "V003", "note_lost", Severity.ERROR, "Catatan kaki hilang dari edisi",
    "Mesin PDF dapat menghilangkan catatan kaki tanpa peringatan; karena itu setiap catatan "
    "dihitung dan dicocokkan.",
    stops=True,
)  # fmt: skip

PARITY_RULES = (LOST, ADDED, NOTE_LOST)

_ANCHOR_LENGTH = 24
"""A passage this long (characters without spaces) may be searched for further on; shorter ones repeat."""

_REPORT = "Laporkan kepada pengembang; naskah tidak perlu diubah."


def compare(
    edition: str, promised: Outline, found: Reading, place: Callable[[Block | None], Span]
) -> Iterator[Finding]:
    """Each promised passage or note that the edition lacks, and text in it that nothing promises.

    `place` gives the place of a passage's node in the master.
    """
    yield from _stream(edition, promised.passages, found.passages, LOST, place)
    yield from _stream(edition, promised.notes, found.notes, NOTE_LOST, place)


def _stream(
    edition: str,
    promised: tuple[Passage, ...],
    found: tuple[str, ...],
    lost: Rule,
    place: Callable[[Block | None], Span],
) -> Iterator[Finding]:
    wanted = [squeeze(passage.text) for passage in promised]
    stream = "".join(squeeze(text) for text in found)
    at = number = 0
    while number < len(wanted):
        if stream.startswith(wanted[number], at):
            at += len(wanted[number])
            number += 1
            continue
        ahead, start = _resume(wanted, number, stream, at)
        gap = stream[at:start]
        missing = [n for n in range(number, ahead) if wanted[n] not in gap]
        for n in missing:
            yield lost.at(
                place(promised[n].node),
                f"Edisi “{edition}” tidak memuat “{_short(promised[n].text)}” di tempatnya.",
                _REPORT,
            )
        if not missing:
            yield ADDED.at(
                place(promised[min(number, len(promised) - 1)].node),
                f"Edisi “{edition}” memuat “{_short(gap)}” yang tidak ada di sini dalam naskah.",
                _REPORT,
            )
        at, number = start, ahead
    if at < len(stream):
        yield ADDED.at(
            place(None), f"Edisi “{edition}” memuat “{_short(stream[at:])}” sesudah akhir naskah.", _REPORT
        )


def _resume(wanted: list[str], number: int, stream: str, at: int) -> tuple[int, int]:
    """The next passage that can be found further on and where; the end of both when there is none."""
    for ahead in range(number, len(wanted)):
        if len(wanted[ahead]) >= _ANCHOR_LENGTH and (start := stream.find(wanted[ahead], at)) >= 0:
            return ahead, start
    return len(wanted), len(stream)


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
