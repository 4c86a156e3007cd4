"""A bound form takes a hyphen only before a capital or italics."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._tables import data
from terbit.checks._words import flow_of
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E005",
    "bound_form_hyphenated",
    Severity.ERROR,
    "Bentuk terikat bertanda hubung",
    "Tanda hubung sesudah bentuk terikat hanya dipakai sebelum huruf kapital atau kata bercetak "
    "miring (EYD V II.B.1b–1d).",
    wrong="Perjanjian non-proliferasi ditandatangani.",
    right="Perjanjian nonproliferasi, negara non-Arab, dan kebijakan pasca-*reshuffle* dibahas.",
)


_ENDS = re.compile(r"(?:[aiu]si|isme|itas|if|is|ik|al|er|il|wan|an|il|ik|us|at|tor|ktif|tan|an)$")
_FORMS = frozenset({"antar", "pasca", "pra", "non", "anti", "multi", "sub"})
_LONG = 5
"""Shorter words are too often foreign."""


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each bound form with a hyphen before a lower-case word."""
    flow = flow_of(manuscript)
    table = data("terikat")["sebelum"]
    for word in list(flow.index):
        form, hyphen, rest = word.partition("-")
        if not hyphen or form not in table or not rest or "-" in rest:
            continue
        known = rest in table[form].split()
        if not known and not (form in _FORMS and len(rest) >= _LONG and _ENDS.search(rest)):
            continue
        for number in flow.index[word]:
            start, end = flow.words[number]
            written = flow.text[start:end]
            new = None if written.partition("-")[2][:1].isupper() else flow.recase(start, end, form + rest)
            if new and not flow.shielded(start, end):
                message = f"“{written}” tidak memerlukan tanda hubung."
                yield flow.report(RULE, start, end, message, f"Tulis “{new}”.", new, safe=known)
