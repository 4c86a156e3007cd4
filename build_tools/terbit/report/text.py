"""Findings for people: `path:line:column: severity CODE message`, the hint, the line with carets."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.model.findings import Finding, Severity
from terbit.report import Report, shown
from terbit.report._excerpt import excerpt

WORDS = {Severity.ERROR: "galat", Severity.WARNING: "peringatan", Severity.ADVICE: "saran"}
_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.ADVICE: "36;1"}
_BOLD, _FAINT = "1", "2"


def lines(report: Report, width: int = 100, *, colour: bool = False) -> Iterator[str]:
    """The report line by line; source lines are cut to `width` columns."""
    names = {path: _plain(shown(path)) for path in {finding.span.path for finding in report.findings}}
    for finding in report.findings:
        yield from _finding(finding, names[finding.span.path], width, colour=colour)
    if report.failure:
        yield f"terbit: {report.failure.message}"
        if report.failure.hint:
            yield f"    saran: {report.failure.hint}"
    yield from report.notes
    for path in report.files:
        yield f"ditulis: {shown(path)}"
    if report.fixed:
        yield f"{report.fixed} temuan diperbaiki."
    if not (report.findings or report.files or report.failure or report.fixed):
        yield "Tidak ada temuan."
    if report.findings:
        counts = ((report.count(severity), word) for severity, word in WORDS.items())
        yield ", ".join(f"{count} {word}" for count, word in counts if count) + "."


def _finding(finding: Finding, name: str, width: int, *, colour: bool) -> Iterator[str]:
    def paint(text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if colour else text

    span, tone = finding.span, _COLOURS[finding.severity]
    place = paint(f"{name}:{span.line}:{span.column}:", _BOLD)
    word = paint(f"{WORDS[finding.severity]} {finding.code}", tone)
    yield f"{place} {word} {_plain(finding.message)}"
    if finding.hint:
        yield f"    saran: {_plain(finding.hint)}"
    if found := excerpt(span, max(width - 8 - len(str(span.line)), 30)):
        number, source, carets = found
        bar = paint("│", _FAINT)
        yield f"    {paint(number, _FAINT)} {bar} {source}"
        yield f"    {' ' * len(number)} {bar} {paint(carets, tone)}"


def _plain(text: str) -> str:
    """Without control characters: a manuscript must not be able to steer the terminal."""
    if text.isprintable():
        return text
    return "".join(
        char if char >= " " and char not in "\x7f\x9b" else "\N{REPLACEMENT CHARACTER}" for char in text
    )
