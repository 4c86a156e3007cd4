"""-nya takes a hyphen only after an abbreviation or a foreign word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._tables import listed
from terbit.checks._words import flow_of
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E016",
    "clitic_hyphenated",
    Severity.WARNING,
    "Akhiran -nya bertanda hubung",
    "-ku, -mu, dan -nya ditulis serangkai; tanda hubung hanya dipakai sesudah singkatan atau "
    "kata asing (EYD V II.H.1; III.E belum diperiksa).",
    wrong="Rumah-nya besar.",
    right="Rumahnya besar, KTP-nya baru.",
)


_NAMES = re.compile(r"[A-Z0-9]")
_COMMON = listed("nomina_umum")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each common word with a hyphen before its clitic."""
    flow = flow_of(manuscript)
    for word in list(flow.index):
        base, hyphen, clitic = word.rpartition("-")
        if not hyphen or clitic not in {"nya", "ku", "mu", "lah", "kah"} or base not in _COMMON:
            continue
        for number in flow.index[word]:
            start, end = flow.words[number]
            if not _NAMES.search(flow.text[start + 1 : end]) and not flow.shielded(start, end):
                new = flow.text[start:end].replace("-", "")
                message = f"“{flow.text[start:end]}” tidak memerlukan tanda hubung."
                yield flow.report(RULE, start, end, message, f"Tulis “{new}”.", new, safe=True)
