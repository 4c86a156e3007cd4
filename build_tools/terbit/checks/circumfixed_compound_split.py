"""A compound with prefix and suffix at once is one word."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from terbit.checks._affixes import melted
from terbit.checks._tables import data
from terbit.checks._words import flow_of
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E003",
    "circumfixed_compound_split",
    Severity.ERROR,
    "Gabungan kata berawalan dan berakhiran ditulis terpisah",
    "Gabungan kata yang mendapat awalan dan akhiran sekaligus ditulis serangkai (EYD V II.B.3c).",
    wrong="Ia menyebar luaskan kabar itu.",
    right="Ia menyebarluaskan kabar itu dan bertanggung jawab.",
)


@lru_cache
def _forms() -> dict[tuple[str, str], str]:
    """Compounds with prefix and suffix, split in two, with the one word they are."""
    made: dict[tuple[str, str], str] = {}
    for compound, patterns in data("gabungan")["dasar"].items():
        first, second = compound.split()
        for pattern in patterns.split():
            prefix, _, suffix = pattern.rpartition("-")
            head = {
                "me": melted("me", first), "di": f"di{first}", "ke": f"ke{first}", "pe": melted("pe", first),
                "per": f"per{first}", "mem-per": f"memper{first}", "di-per": f"diper{first}",
            }.get(prefix)  # fmt: skip
            if head:
                made[head, second + suffix] = head + second + suffix
    return made


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each doubly affixed compound written as two words."""
    flow = flow_of(manuscript)
    for (first, second), right in _forms().items():
        for number in flow.index.get(first, ()):
            follower = flow.after(number)
            if follower != second and follower[:-3] + "nya" != second + "nya":
                continue
            start, end = flow.words[number][0], flow.words[number + 1][1]
            new = flow.recase(start, end, right + follower[len(second) :])
            if new and not flow.shielded(start, end):
                message = f"“{flow.text[start:end]}” berawalan dan berakhiran, jadi ditulis serangkai."
                yield flow.report(RULE, start, end, message, f"Tulis “{new}”.", new, safe=True)
