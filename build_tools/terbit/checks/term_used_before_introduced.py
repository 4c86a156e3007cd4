"""A term is introduced where it is first used."""

from __future__ import annotations

import re
from collections.abc import Iterator

from terbit.checks._terms import forms
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Block, Strong
from terbit.model.walk import text_of, walk

RULE = Rule(
    "G013",
    "term_used_before_introduced",
    Severity.ADVICE,
    "Istilah dipakai sebelum diperkenalkan",
    "Profil dengan `istilah_tebal` mencetak istilah tebal di tempat ia diperkenalkan; pembaca yang "
    "menemuinya lebih "
    "dulu belum tahu artinya. Profil lain tidak memperkenalkan istilah, jadi tidak diperiksa.",
    wrong="""Diplomasi itu penting.

**Diplomasi** adalah cara negara berunding.

glosarium.yaml:
entri:
  - {istilah: diplomasi, definisi: cara negara berunding}

buku.yaml:
judul: Judul
bahasa: id
profil: buku-ajar""",
    right="""**Diplomasi** adalah cara negara berunding.

Diplomasi itu penting.

glosarium.yaml:
entri:
  - {istilah: diplomasi, definisi: cara negara berunding}

buku.yaml:
judul: Judul
bahasa: id
profil: buku-ajar""",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each term in bold somewhere that stands plain in an earlier paragraph; headings and notes may."""
    if not (manuscript.profile.introduces_terms and manuscript.profile_named):
        return
    paragraphs = [piece for piece in manuscript.prose if piece.kind == "paragraph"]
    has_bold = next(manuscript.every(Strong), None) is not None
    bold = [_bold(piece.block) if has_bold else frozenset[str]() for piece in paragraphs]
    for term in manuscript.glossary:
        names = tuple(forms(term))
        introduced = next((at for at, words in enumerate(bold) if any(name in words for name in names)), None)
        for piece in paragraphs[: introduced or 0]:
            pattern = "|".join(re.escape(name) for name in names)
            if found := re.search(rf"(?<![\w-])(?:{pattern})(?:nya)?(?![\w-])", piece.text, re.IGNORECASE):
                line = paragraphs[introduced or 0].span(0, 1).line
                yield RULE.at(
                    piece.span(*found.span()),
                    f"“{found.group()}” dipakai sebelum diperkenalkan pada baris {line}.",
                    "Perkenalkan istilah itu di sini, atau pindahkan penjelasannya ke depan.",
                )
                break


def _bold(block: Block) -> frozenset[str]:
    return frozenset(
        " ".join(text_of(node.c).casefold().split()).strip(" .,:;")
        for node in walk([block])
        if isinstance(node, Strong)
    )
