"""In meskipun and its kin, pun is part of the word."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._tables import listed
from terbit.checks._words import flow_of
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E014",
    "particle_pun_split",
    Severity.ERROR,
    "Kata penghubung ber-pun ditulis terpisah",
    "Empat belas kata penghubung seperti meskipun dan walaupun ditulis serangkai (EYD V II.E.3).",
    wrong="Ia datang walau pun lelah.",
    right="Ia datang walaupun lelah; satu pun tidak tertinggal.",
)


_OPENERS = frozenset({"", "namun", "tetapi", "tapi", "dan", "karena", "sebab", "bahwa", "toh"})
"""Words, or none, before a “bagaimana pun” that opens a clause."""


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each conjunction with its pun apart."""
    flow = flow_of(manuscript)
    joined = listed("serangkai", "partikel")
    for number in flow.index.get("pun", ()):
        # “dengan cara bagaimana pun” asks how; the conjunction opens its clause.
        asks = flow.before(number) == "bagaimana" and flow.before(number - 1) not in _OPENERS
        if flow.before(number) in joined and not asks:
            start, end = flow.words[number - 1][0], flow.words[number][1]
            new = flow.recase(start, end, flow.before(number) + "pun")
            if new and not flow.shielded(start, end):
                message = f"“{flow.text[start:end]}” adalah satu kata penghubung."
                yield flow.report(RULE, start, end, message, f"Tulis “{new}”.", new, safe=True)
