"""A number that is one word is written as a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._words import flow_of, matches
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "T018",
    "small_number_in_figures",
    Severity.ADVICE,
    "Bilangan satu kata ditulis dengan angka",
    "Bilangan yang dapat dinyatakan dengan satu kata ditulis dengan huruf, kecuali dalam "
    "perincian (EYD V II.G.2); ukuran dan nilai tetap angka (II.G.3).",
    wrong="Ada 5 negara yang ikut serta.",
    right="Ada lima negara yang ikut; rapat berlangsung 2 jam di Kamar 5.",
)


_NAMES = {"2": "dua", "3": "tiga", "4": "empat", "5": "lima", "6": "enam", "7": "tujuh", "8": "delapan",
          "9": "sembilan",
          "10": "sepuluh", "11": "sebelas", "100": "seratus", "1000": "seribu",
          "1.000": "seribu"}  # fmt: skip
_SMALL = r"[2-9]|1[01]|100|1\.?000"
_FIGURE = re.compile(
    rf"(?<=[a-z] )(?:{_SMALL})"
    r"(?= (?:orang|buah|negara|kali|faktor|macam|jenis|hal|cara|langkah|anak|siswa|kelompok|"
    r"bagian|bentuk|unsur|tahap|pihak)\b)"
)
_ALONE = re.compile(rf"^(?:{_SMALL})$")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each small figure before a counted noun that stands alone in its paragraph."""
    flow = flow_of(manuscript)
    for match in matches(flow, _FIGURE, word=_ALONE):
        piece, base = flow.piece(match.start())
        alone = len(_DIGITS.findall(piece.text)) == 1
        if piece.kind == "paragraph" and alone and match.start() > base:
            new = _NAMES[match[0]]
            yield flow.report(
                RULE,
                *match.span(),
                f"Bilangan “{match[0]}” cukup ditulis dengan satu kata.",
                f"Tulis “{new}”.",
                new,
            )
