"""Received text + listed changes = the words of the master; whatever else differs is found here."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from terbit.checks._received import Piece, aligned
from terbit.model.edits import Edits
from terbit.model.findings import Finding, Rule, Severity, Span
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Block, Cite, Code, Note, SoftBreak, Space, Str
from terbit.model.walk import Node, children

RULE = Rule(
    "N001",
    "unaccounted_change",
    Severity.ERROR,
    "Perubahan naskah tidak tercatat",
    "Pembaca berhak tahu apa yang diubah editor. Setiap perbedaan antara naskah yang diterima dan naskah "
    "induk harus tercatat di source/suntingan.yaml dengan alasannya.",
    wrong="""# Judul

Ini kerja sama.

asli/naskah.txt:
Judul
Ini kerjasama.

suntingan.yaml:
asli: asli/naskah.txt
struktur: {id: S01, perubahan: judul, alasan: susunan, dasar: konvensi, judul: 1, subjudul: []}
aturan: []
catatan: []
sitasi: []""",
    right="""# Judul

Ini kerja sama.

asli/naskah.txt:
Judul
Ini kerjasama.

suntingan.yaml:
asli: asli/naskah.txt
struktur: {id: S01, perubahan: judul, alasan: susunan, dasar: konvensi, judul: 1, subjudul: []}
aturan:
  - id: E01
    perubahan: kerjasama → kerja sama
    alasan: gabungan kata ditulis terpisah
    dasar: EYD V II.B.3a
    kepastian: pasti
    suntingan: [{baris: 2, kolom: 5, asli: kerjasama, koreksi: kerja sama}]
catatan: []
sitasi: []""",
    stops=True,
)
_HINT = "Catat suntingan itu dengan alasannya di “{path}”, atau kembalikan kata-kata aslinya."


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each run of words that differs, at its place in the master."""
    if manuscript.edits is None:
        return
    near: Piece | None = None
    for before, after in aligned(manuscript, manuscript.edits):
        near = after or near
        if before and after:
            if (before.is_heading, before.text) != (after.is_heading, after.text):
                yield from _differences(manuscript, before, after)
        elif before:
            yield _finding(manuscript, _piece_span(manuscript, near), before.text, "", before.line)
        elif after:
            yield _finding(manuscript, _piece_span(manuscript, after), "", after.text, 0)


def _differences(manuscript: Manuscript, before: Piece, after: Piece) -> Iterator[Finding]:
    old, new = before.text.split(), after.text.split()
    nodes = _word_nodes(after.node)
    if old == new:  # only a space differs, or a heading became a paragraph
        yield _finding(manuscript, _piece_span(manuscript, after), before.text, after.text, before.line)
    for kind, start, end, other_start, other_end in difflib.SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            continue
        touched = nodes[other_start : max(other_end, other_start + 1)] or nodes[-1:]
        span = manuscript.places.span(*(node for word in touched for node in word))
        yield _finding(
            manuscript, span, " ".join(old[start:end]), " ".join(new[other_start:other_end]), before.line
        )


def _word_nodes(block: Block | None) -> list[list[Node]]:
    """The nodes of each word of a block, split where spaces stand; citations and notes left out."""
    words: list[list[Node]] = [[]]
    stack: list[Node] = [block] if block else []
    while stack:
        node = stack.pop()
        if isinstance(node, Space | SoftBreak):
            words.append([])
        elif isinstance(node, Str | Code):
            words[-1].append(node)
        elif isinstance(node, Cite):
            if not words[-1]:  # the space before a citation goes with it, as in `text_of`
                words.pop()
        elif not isinstance(node, Note):
            stack.extend(children(node)[::-1])
    return [word for word in words if word]


def _piece_span(manuscript: Manuscript, piece: Piece | None) -> Span:
    return manuscript.places.span(*([piece.node] if piece and piece.node else []))


def _finding(manuscript: Manuscript, span: Span, old: str, new: str, line: int) -> Finding:
    edits: Edits | None = manuscript.edits
    path = edits.path if edits else manuscript.path
    origin = f" (baris {line} naskah asli)" if line else ""
    if old and new:
        message = f"Perubahan “{_short(old)}” menjadi “{_short(new)}”{origin} tidak tercatat."
    elif old:
        message = f"“{_short(old)}”{origin} hilang dari naskah tanpa tercatat."
    else:
        message = f"“{_short(new)}” ditambahkan tanpa tercatat."
    return RULE.at(span, message, _HINT.format(path=path))


def _short(text: str, limit: int = 70) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
