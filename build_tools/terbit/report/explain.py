"""What a rule means: a page for the terminal, for programs, and all of them as docs/guide/checks.md."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

import msgspec

from terbit.model.findings import Rule
from terbit.report.text import WORDS

FAMILIES = {
    "A": "gambar dan aksesibilitas", "B": "berkas yang tidak dapat dibaca", "D": "pengabaian temuan",
    "E": "ejaan", "G": "glosarium", "K": "keterbacaan", "L": "tautan dan jangkar",
    "N": "naskah asli dan suntingannya", "P": "yang tidak dapat dibawa ke semua edisi", "R": "rujukan",
    "S": "susunan", "T": "tipografi", "V": "yang kurang dalam berkas jadi", "X": "keberatan pembuat edisi",
}  # fmt: skip
"""What the first letter of a code means; a family not named here is shown by its letter alone."""

_HEAD = """# Semua pemeriksaan

Halaman ini dibuat dari pemeriksaan itu sendiri dengan `make catalogue`; jangan disunting. Penjelasan satu
kode: `terbit explain KODE`. Cara mengabaikan temuan: [panduan](panduan.md#mengabaikan-temuan).
"""


def text(rule: Rule) -> str:
    """The page of a rule for a terminal."""
    parts = [f"{rule.code} {rule.name} ({WORDS[rule.severity]})", rule.title, rule.why]
    if rule.wrong:
        parts += [f"Salah:\n\n{_indent(rule.wrong)}", f"Benar:\n\n{_indent(rule.right)}"]
    if rule.stops:
        parts.append("Temuan ini menghentikan pembuatan edisi dan tidak dapat diabaikan.")
    return "\n\n".join(parts)


def json(rule: Rule) -> str:
    """All that a rule says, as one JSON object."""
    return msgspec.json.format(msgspec.json.encode(rule), indent=2).decode()


def _indent(example: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in example.splitlines())


def catalogue(rules: Iterable[Rule]) -> str:
    """The whole of checks.md, rules by code."""
    return "\n".join(_catalogue(sorted(rules, key=lambda rule: rule.code)))


def _catalogue(rules: list[Rule]) -> Iterator[str]:
    yield _HEAD
    yield f"{len(rules)} kode.\n"
    for letter, family in groupby(rules, key=lambda rule: rule.code[0]):
        yield f"## {letter}{f': {FAMILIES[letter]}' if letter in FAMILIES else ''}\n"
        for rule in family:
            yield f"### {rule.code} {rule.title}\n"
            yield page(rule)


def page(rule: Rule) -> str:
    """What a rule says: its name and severity, why, an example wrong and right."""
    parts = [f"`{rule.name}`, {WORDS[rule.severity]}", rule.why]
    if rule.stops:
        parts[0] += ", menghentikan pembuatan edisi"
    if rule.wrong:
        parts += ["Salah:", _fenced(rule.wrong)]
    if rule.right:
        parts += ["Benar:", _fenced(rule.right)]
    parts[0] += "."
    return "\n\n".join(parts) + "\n"


def _fenced(example: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", example)), default=0)
    fence = "`" * max(longest + 1, 3)
    return f"{fence}markdown\n{example.strip(chr(10))}\n{fence}"
