"""The parts of a text stand in the order that its kind asks for."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._outline import Section
from terbit.checks._parts import fits, graded
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "S011",
    "misplaced_part",
    Severity.WARNING,
    "Bagian tidak pada urutannya",
    "Pembaca mencari simpulan sesudah pembahasan dan penafian di akhir; urutannya ada dalam profil.",
    wrong="# Judul\n\nAwal.\n\n## Penafian\n\nBukan nasihat.\n\n## Kesimpulan\n\nC.\n\n## "
    "Penutup\n\nAkhir.\n",
    right="# Judul\n\nAwal.\n\n## Kesimpulan\n\nC.\n\n## Penutup\n\nAkhir.\n\n## Penafian\n\nBukan "
    "nasihat.\n",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each named part outside the longest run of parts in the right order."""
    for fit in fits(manuscript):
        firsts: dict[int, Section] = {}
        for number, section in fit.order:
            firsts.setdefault(number, section)
        free = {number for number, (part, _) in enumerate(fit.parts) if part.kind == "bebas"}
        kept = _longest(list(firsts), free)
        for number, section in firsts.items():
            if number not in kept:
                before = next((fit.parts[at][0].name for at in sorted(kept) if at > number), "")
                end = f"akhir “{fit.where.title}”" if fit.where else "akhir"
                hint = f"Pindahkan ke {f'depan “{before}”' if before else end}."
                yield graded(
                    manuscript,
                    RULE.at(
                        manuscript.places.span(section.header),
                        f"Bagian “{section.title}” tidak pada urutan profil “{manuscript.profile.name}”.",
                        hint,
                    ),
                )


def _longest(order: list[int], free: set[int]) -> set[int]:
    """The numbers of the longest rising run; sections of free title weigh double: they are the body."""
    best: list[tuple[int, tuple[int, ...]]] = []
    for number in order:
        before = max((run for run in best if run[1][-1] < number), default=(0, ()))
        best.append((before[0] + (2 if number in free else 1), (*before[1], number)))
    return set(max(best, default=(0, ()))[1])
