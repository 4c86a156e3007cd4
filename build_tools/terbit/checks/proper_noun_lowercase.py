"""Names of languages, peoples, days and months have a capital."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E024",
    "proper_noun_lowercase",
    Severity.ERROR,
    "Nama diri berhuruf kecil",
    "Nama bahasa, suku, bangsa, agama, hari, dan bulan berhuruf awal kapital (EYD V I.F).",
    wrong="Ia belajar bahasa indonesia.",
    right="Ia belajar bahasa Indonesia dan makan gula jawa.",
)


_PHRASE = re.compile(
    r"\b(?:bahasa|suku|bangsa|negara|pulau|kota|orang|rakyat|republik|pemerintah) (indonesia|jawa|"
    r"sunda|bali|melayu|inggris|jepang|arab|"
    r"belanda|jerman|prancis|cina|minang|batak|bugis|madura|dayak|papua|amerika)\b"
    r"|\b(?:hari) (senin|selasa|rabu|kamis|jumat|sabtu|minggu)\b|\b(?:bulan) (januari|februari|"
    r"maret|april|mei|juni|juli|agustus|september|oktober|november|desember)\b"
    r"|\b\d{1,2} (januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember)\b"
    r"|\b(?:agama|umat|kaum) (islam|kristen|katolik|hindu|buddha|konghucu|muslim)\b"
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each such name after the word that shows it is one."""
    flow = flow_of(manuscript)
    for match in matches(flow, _PHRASE):
        group = match.lastindex or 1
        if flow.text[match.end() : match.end() + 1] not in {"-", "."} or flow.text[
            match.end() + 1 : match.end() + 2
        ] in {" ", "\n", ""}:
            new = match[group][0].upper() + match[group][1:]
            yield flow.report(
                RULE,
                *match.span(group),
                f"Nama “{match[group]}” berhuruf awal kapital.",
                f"Tulis “{new}”.",
                new,
                safe=True,
            )
