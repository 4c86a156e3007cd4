"""The syllable rules of EYD V II.C as patterns: V|V, V|CV, VC|CV, VC|CCV, digraphs and diphthongs whole."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import yaml

from hyphenation.liang import Patterns

_ROOT = Path(__file__).parent


def rules() -> dict[str, Any]:
    """The rule file, its lists of words split."""
    text = yaml.safe_load((_ROOT / "aturan.yaml").read_text("utf-8"))
    return {key: value.split() if isinstance(value, str) else value for key, value in text.items()}


def core(rule: dict[str, Any]) -> Patterns:
    """What holds inside a root: no affix is thought of, so the end of the word is the end of its root."""
    patterns = Patterns()
    vowels, single, pairs = rule["vokal"], rule["konsonan"], rule["dwihuruf"]
    for vowel in vowels:
        for onset in [*single, *pairs]:
            patterns.read(f"1{onset}{vowel}")  # V|CV and VC|CV
        for other in vowels:
            whole = vowel + other in rule["diftong"] + rule["ejaan_lama"]
            patterns.read(f"{vowel}{2 if whole else 1}{other}")
    for pair in pairs:
        patterns.read(f"{pair[0]}2{pair[1]}")
    for first, last in itertools.product(["ai", "au", "oi", "ei"], [*single, *pairs]):
        patterns.read(f"{first[0]}3{first[1]}{last}.")  # la-ut: a diphthong takes no consonant after it
    _clusters(patterns, rule)
    for line in rule["serapan"]:
        patterns.read(line)
    return patterns


def _clusters(patterns: Patterns, rule: dict[str, Any]) -> None:
    onsets, hissing, pairs = rule["pembuka"], rule["pembuka_s"], rule["dwihuruf"]
    for onset in [*onsets, *hissing]:
        patterns.read(f"4{onset}.")  # no vowel follows
    for onset in onsets:
        patterns.read(f"{onset[0]}2{onset[1]}")
        patterns.read(f".{onset[0]}2{onset[1]}")
    for onset in hissing:
        if onset[0] == "s":
            patterns.read("." + "4".join(onset[:2]) + onset[2:])
    for stop in "kpt":
        patterns.read(f"ks2{stop}")  # teks-til or tek-stil
    for coda in [*rule["konsonan"], *pairs]:
        for onset in [*onsets, *hissing]:
            if coda[-1] + onset[0] in pairs or (coda == "k" and onset[0] == "s") or coda == onset[0] == "s":
                continue
            inside = "4" if onset[0] == "s" else "2"  # ab-strak, not abs-trak
            patterns.read(f"{coda}3{onset[0]}{inside}{onset[1:]}")  # VC|CCV: in-stru-men
        for second, third in itertools.product("stkpdfbgmn", rule["konsonan"]):
            joined = {coda + second, second + third} & {*pairs, *onsets, *hissing}
            if coda in "nmrlkptsbd" and not joined and coda != second:
                patterns.read(f"{coda}{second}2{third}")  # part-ner or par-tner: nobody knows
