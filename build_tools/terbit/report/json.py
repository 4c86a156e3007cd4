"""Findings for programs, as report/laporan.schema.json says: lines and columns from 1, in code points."""

from __future__ import annotations

from typing import Any

import msgspec

from terbit.model.findings import Finding, Severity
from terbit.report import Report, shown


def text(report: Report) -> str:
    """The report as one JSON document: `findings`, `summary`, and `failure` when the command was refused."""
    document: dict[str, Any] = {
        "findings": [_finding(finding) for finding in report.findings],
        "summary": {
            "error": report.count(Severity.ERROR),
            "warning": report.count(Severity.WARNING),
            "advice": report.count(Severity.ADVICE),
            "fixed": report.fixed,
            "files": [shown(path) for path in report.files],
        },
    }
    if report.failure:
        document["failure"] = msgspec.to_builtins(report.failure)
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode()


def _finding(finding: Finding) -> dict[str, Any]:
    span = finding.span
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "path": shown(span.path),
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "message": finding.message,
        "hint": finding.hint,
        "fix": msgspec.to_builtins(finding.fix) if finding.fix else None,
    }
