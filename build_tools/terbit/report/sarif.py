"""Findings as SARIF 2.1.0 (OASIS), for code hosts and viewers; sections cited are the standard's."""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

import terbit
from terbit.model.findings import Finding, Fix, Rule, Severity, Span
from terbit.report import Report, shown
from terbit.report.explain import page

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}


def text(report: Report, rules: Iterable[Rule]) -> str:
    """The report as one SARIF log with one run; of `rules`, those that were broken."""
    broken = {finding.code for finding in report.findings}
    known = [rule for rule in rules if rule.code in broken]
    numbers = {rule.code: number for number, rule in enumerate(known)}
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "terbit",
                "semanticVersion": terbit.__version__,
                "language": "id-ID",
                "rules": [_rule(rule) for rule in known],
            }
        },
        "language": "id-ID",
        "columnKind": "unicodeCodePoints",  # 3.14.17: as our own columns
        "invocations": [_invocation(report)],
        "results": [_result(finding, numbers) for finding in report.findings],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(log), indent=2).decode()


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": rule.why, "markdown": page(rule)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _invocation(report: Report) -> dict[str, Any]:
    done: dict[str, Any] = {"executionSuccessful": report.failure is None}
    if report.failure:
        message = f"{report.failure.message} {report.failure.hint}".strip()
        done["toolExecutionNotifications"] = [{"level": "error", "message": {"text": message}}]
    return done


def _result(finding: Finding, numbers: dict[str, int]) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": _artifact(finding.span.path)}
    if finding.span != Span(finding.span.path):  # 3.29.4: no region means the file as a whole
        place["region"] = _region(finding.span)
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message} {finding.hint}".strip()},
        "locations": [{"physicalLocation": place}],
    }
    if finding.code in numbers:
        result["ruleIndex"] = numbers[finding.code]
    if finding.fix:
        result["fixes"] = [_fix(finding.span, finding.fix)]
    return result


def _fix(span: Span, fix: Fix) -> dict[str, Any]:
    note = "Aman diterapkan." if fix.safe else "Periksa dahulu sebelum diterapkan."
    replacement = {"deletedRegion": _region(span), "insertedContent": {"text": fix.replacement}}
    return {
        "description": {"text": note},
        "artifactChanges": [{"artifactLocation": _artifact(span.path), "replacements": [replacement]}],
    }


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _artifact(path: Path) -> dict[str, str]:
    name = shown(path)
    if Path(name).is_absolute():
        return {"uri": Path(name).as_uri()}
    return {"uri": urllib.parse.quote(name), "uriBaseId": "%SRCROOT%"}
