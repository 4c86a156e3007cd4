"""Findings for people: `path:line:column: severity CODE message`, the hint below."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.model.findings import Finding, Severity
from terbit.report import Report, shown

WORDS = {Severity.ERROR: "galat", Severity.WARNING: "peringatan", Severity.ADVICE: "saran"}


def lines(report: Report) -> Iterator[str]:
    """The report line by line."""
    for finding in report.findings:
        yield from _finding(finding)
    if report.failure:
        yield f"terbit: {report.failure.message}"
        if report.failure.hint:
            yield f"    saran: {report.failure.hint}"
    yield from report.notes
    for path in report.files:
        yield f"ditulis: {shown(path)}"
    if not report.findings and not report.files and not report.failure:
        yield "Tidak ada temuan."
    if report.findings:
        counts = ((report.count(severity), word) for severity, word in WORDS.items())
        yield ", ".join(f"{count} {word}" for count, word in counts if count) + "."


def _finding(finding: Finding) -> Iterator[str]:
    span = finding.span
    word = WORDS[finding.severity]
    yield f"{shown(span.path)}:{span.line}:{span.column}: {word} {finding.code} {finding.message}"
    if finding.hint:
        yield f"    saran: {finding.hint}"
