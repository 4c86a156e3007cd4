"""Findings as workflow commands: GitHub shows them beside the changed lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.model.findings import Finding, Severity
from terbit.report import Report, shown

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}


def lines(report: Report) -> Iterator[str]:
    """One command a finding; a refusal is one command without a place."""
    for finding in report.findings:
        yield _finding(finding)
    if report.failure:
        text = f"{report.failure.message} {report.failure.hint}".strip()
        yield f"::error title=terbit::{_data(text)}"


def _finding(finding: Finding) -> str:
    span = finding.span
    properties = {"file": shown(span.path), "line": str(span.line)}
    if span.end_line == span.line:  # GitHub ignores columns that span lines
        properties |= {"col": str(span.column), "endColumn": str(span.end_column)}
    else:
        properties["endLine"] = str(span.end_line)
    properties["title"] = f"{finding.code} {finding.name}"
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    message = _data(f"{finding.message} {finding.hint}".strip())
    return f"::{_LEVELS[finding.severity]} {listed}::{message}"


def _data(text: str) -> str:
    # actions/toolkit, packages/core/src/command.ts: escapeData and escapeProperty.
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
