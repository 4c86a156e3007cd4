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


_PEOPLES = (
    "indonesia|jawa|sunda|bali|melayu|inggris|jepang|arab|belanda|jerman|prancis|cina|minang|batak|bugis|"
    "madura|dayak|papua|amerika"
)
_DAYS = "senin|selasa|rabu|kamis|jumat|sabtu|minggu"
_MONTHS = "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember"
_FAITHS = "islam|kristen|katolik|hindu|buddha|konghucu|muslim"
_PHRASE = re.compile(
    rf"\b(?:bahasa|suku|bangsa|negara|pulau|kota|orang|rakyat|republik|pemerintah) ({_PEOPLES})\b"
    rf"|\b(?:hari) ({_DAYS})\b|\b(?:bulan) ({_MONTHS})\b|\b\d{{1,2}} ({_MONTHS})\b"
    rf"|\b(?:agama|umat|kaum) ({_FAITHS})\b"
)
_NAME = re.compile(rf"^(?:{_PEOPLES}|{_DAYS}|{_MONTHS}|{_FAITHS})\b")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each such name after the word that shows it is one."""
    flow = flow_of(manuscript)
    for match in matches(flow, _PHRASE, word=_NAME):
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
