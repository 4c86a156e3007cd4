"""What the author does not want to hear: `<!-- abaikan E012: alasan -->` and `abaikan` in buku.yaml.

A comment speaks for the lines around it up to the next empty lines; standing alone there, for the lines that
come next. A wish without a reason, or that silences nothing, is a finding itself.
"""

from __future__ import annotations

import bisect
import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from terbit.model.findings import Finding, Rule, Severity, Silencer
from terbit.model.manuscript import Manuscript
from terbit.model.places import Lines
from terbit.model.tree import Code, CodeBlock, RawBlock, RawInline

WITHOUT_REASON = Rule(
    "D001", "silencer_without_reason", Severity.WARNING, "Pengabaian tanpa alasan",
    "Penyunting lain harus tahu mengapa sebuah temuan diabaikan. Tanpa alasan, temuan itu tetap dilaporkan.",
    wrong="Lihat [bab kedua](#dua). <!-- abaikan L001 -->",
    right="Lihat [bab kedua](#dua). <!-- abaikan L001: bab kedua menyusul bulan depan -->",
)  # fmt: skip
WITHOUT_EFFECT = Rule(
    "D002", "silencer_without_effect", Severity.WARNING, "Pengabaian tanpa akibat",
    "Pengabaian yang tertinggal sesudah naskah diperbaiki akan menutupi temuan baru di tempat yang sama.",
    wrong="Tidak ada tautan di sini. <!-- abaikan L001: bab kedua menyusul -->",
    right="Tidak ada tautan di sini.",
)  # fmt: skip
UNKNOWN_CODE = Rule(
    "D003", "silencer_of_unknown_code", Severity.WARNING, "Pengabaian kode yang tidak dikenal",
    "Kode yang salah tulis tidak mengabaikan apa-apa.",
    wrong="Lihat [bab kedua](#dua). <!-- abaikan L999: bab kedua menyusul -->",
    right="Lihat [bab kedua](#dua). <!-- abaikan L001: bab kedua menyusul -->",
)  # fmt: skip
NOT_SILENCEABLE = Rule(
    "D004", "silencer_of_stopping_rule", Severity.WARNING, "Pengabaian yang tidak mungkin",
    "Temuan yang membuat edisi tidak benar, dan temuan tentang pengabaian sendiri, tidak dapat diabaikan.",
    wrong="Isi paragraf. <!-- abaikan P001: kode ini perlu -->",
    right="Isi paragraf.",
)  # fmt: skip

RULES = (WITHOUT_REASON, WITHOUT_EFFECT, UNKNOWN_CODE, NOT_SILENCEABLE)

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_WISH = re.compile(r"<!--\s*abaikan\s+([A-Za-z]\d{3}(?:\s*,\s*[A-Za-z]\d{3})*)\b\s*(.*?)-->", re.DOTALL)
_CODE = re.compile(r"[A-Za-z]\d{3}")
_BREAK = re.compile(r"\r\n|\r|\n")


def apply(
    manuscript: Manuscript,
    findings: Sequence[Finding],
    known: Callable[[], Iterable[Rule]],
    judged: Callable[[], Iterable[Rule]],
) -> list[Finding]:
    """The findings that stay, and those about the silencers themselves.

    `known` gives the rules of all stages; `judged` those whose findings are all here: only of these can it be
    said that a silencer has no effect. Both are asked only when there is a silencer.
    """
    silencers = silencers_of(manuscript)
    if not silencers:
        return list(findings)
    rules = {rule.code: rule for rule in known()}
    here = {rule.code for rule in judged()}
    kept = [finding for finding in findings if not _silences_any(silencers, finding, manuscript)]
    own = (
        finding
        for silencer in silencers
        if (finding := _fault(silencer, rules, here, findings, manuscript)) is not None
    )
    return [*kept, *own]


def kept(manuscript: Manuscript, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings that no silencer silences."""
    silencers = silencers_of(manuscript)
    return (finding for finding in findings if not _silences_any(silencers, finding, manuscript))


def silencers_of(manuscript: Manuscript) -> tuple[Silencer, ...]:
    """Those of buku.yaml, then those in the master, in its order."""
    return (*manuscript.settings.silencers, *_in_text(manuscript))


def _silences_any(silencers: Iterable[Silencer], finding: Finding, manuscript: Manuscript) -> bool:
    return any(silencer.reason and _meets(silencer, finding, manuscript) for silencer in silencers)


def _meets(silencer: Silencer, finding: Finding, manuscript: Manuscript) -> bool:
    if finding.code != silencer.code or finding.stops:
        return False
    span = finding.span
    return not silencer.first or (
        span.path == manuscript.path and silencer.first <= span.line <= silencer.last
    )


def _fault(
    silencer: Silencer,
    rules: dict[str, Rule],
    here: set[str],
    findings: Iterable[Finding],
    manuscript: Manuscript,
) -> Finding | None:
    code, span = silencer.code, silencer.span
    rule = rules.get(code)
    if rule is None:
        near = difflib.get_close_matches(code, rules, 1)
        hint = f"Mungkin maksudnya “{near[0]}”." if near else "Lihat “terbit explain --all”."
        return UNKNOWN_CODE.at(span, f"Kode “{code}” tidak dikenal.", hint)
    if rule.stops or rule in RULES:
        return NOT_SILENCEABLE.at(
            span, f"Temuan “{code}” tidak dapat diabaikan.", "Hapus pengabaian ini, dan perbaiki naskahnya."
        )
    if not silencer.reason:
        form = f"<!-- abaikan {code}: alasan -->" if silencer.first else "alasan: …"
        return WITHOUT_REASON.at(span, f"Pengabaian “{code}” tidak menyebut alasannya.", f"Tulis “{form}”.")
    if code in here and not any(_meets(silencer, finding, manuscript) for finding in findings):
        return WITHOUT_EFFECT.at(
            span, f"Pengabaian “{code}” tidak mengabaikan apa-apa.", "Hapus pengabaian ini."
        )
    return None


def _in_text(manuscript: Manuscript) -> Iterator[Silencer]:
    text = manuscript.text
    if "abaikan" not in text:
        return
    lines = Lines(manuscript.path, text)
    reach = _Reach(text, lines)
    real = _real(manuscript)
    for match in _WISH.finditer(text):
        queue = real[_key(match.group())]
        if not queue or not queue.pop(0):
            continue
        rest = match.group(2).strip()
        reason = " ".join(rest.removeprefix(":").split()) if rest.startswith(":") else ""
        first, last = reach.of(match)
        for code in _CODE.finditer(text, match.start(1), match.end(1)):
            yield Silencer(code.group().upper(), reason, lines.span(*code.span()), first, last)


def _real(manuscript: Manuscript) -> dict[str, list[bool]]:
    """Of each comment's text, in order: whether it is a comment (or a piece of code that shows one)."""
    found: dict[str, list[bool]] = defaultdict(list)
    for node in manuscript.nodes:
        if isinstance(node, RawBlock | RawInline | Code | CodeBlock):
            for match in _WISH.finditer(node.c[1]):
                is_comment = isinstance(node, RawBlock | RawInline) and node.c[0] == "html"
                found[_key(match.group())].append(is_comment)
    return found


def _key(comment: str) -> str:
    return " ".join(comment.split())


class _Reach:
    """For which lines (from 1) a comment speaks."""

    def __init__(self, text: str, lines: Lines) -> None:
        """Comments are masked: an empty line in one ends nothing, and comments alone say nothing."""
        self._lines = lines
        masked = _COMMENT.sub(lambda match: re.sub(r"[^\r\n]", "\0", match.group()), text)
        within = {
            number
            for match in _COMMENT.finditer(text)
            for number in range(lines.span(*match.span()).line, lines.span(*match.span()).end_line + 1)
        }
        self._pieces: list[tuple[int, int, bool]] = []
        start, says = 0, False
        for number, line in enumerate([*_BREAK.split(masked), ""], 1):
            if line.strip() or number in within:
                start = start or number
                says = says or bool(line.replace("\0", "").strip())
            elif start:
                self._pieces.append((start, number - 1, says))
                start, says = 0, False

    def of(self, comment: re.Match[str]) -> tuple[int, int]:
        """The lines of the piece that holds the comment, or of the next one that says something."""
        line = self._lines.span(*comment.span()).line
        at = bisect.bisect_left(self._pieces, line, key=lambda piece: piece[1])
        after = (self._pieces[number] for number in range(at, len(self._pieces)))
        return next(((first, last) for first, last, says in after if says), (line, line))
