"""Safe fixes become edits of the author's files: settled in memory, then written whole or not at all."""

from __future__ import annotations

import contextlib
import difflib
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import msgspec

from terbit.model.findings import Finding, MachineFault, Span
from terbit.model.places import Lines
from terbit.report import shown

_PASSES = 10
"""How often fixes may make room for others; a text that is not at rest by then is left as it was."""


_YAML_BREAK = re.compile("[\x85\u2028\u2029]")
"""YAML 1.1 ends a line here and we do not: places after one are not sure enough to write at."""


class Looked(msgspec.Struct, frozen=True):
    """What a look at the book found, and which files may be mended (none when it cannot be read)."""

    findings: tuple[Finding, ...]
    files: tuple[Path, ...] = ()


class Change(msgspec.Struct, frozen=True):
    """A file's bytes as they are and as they should be."""

    path: Path
    before: bytes
    after: bytes


class Settled(msgspec.Struct, frozen=True):
    """The book with all safe fixes applied: what was found, what is left, how many findings were mended."""

    before: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    fixed: int
    changes: tuple[Change, ...]


class _State(msgspec.Struct, frozen=True):
    texts: dict[Path, str]
    looked: Looked
    fixed: int


def settle(look: Callable[[Mapping[Path, str]], Looked]) -> Settled:
    """Apply safe fixes until none is left. `look` checks the book with these texts in place of its files.

    A second run changes nothing: where fixes go round in a circle, the first text of the circle is kept.
    """
    first = _State({}, look({}), 0)
    states = [first]
    while True:
        now = states[-1]
        texts, count = _pass(now)
        if not count:
            return _settled(first, now)
        if known := next((state for state in states if state.texts == texts), None):
            return _settled(first, known)
        looked = look(texts)
        if not looked.files:  # the fix made a file unreadable: without it, then
            return _settled(first, now)
        if len(states) > _PASSES:
            return _settled(first, first)
        states.append(_State(texts, looked, now.fixed + count))


def _pass(state: _State) -> tuple[dict[Path, str], int]:
    texts, total = dict(state.texts), 0
    for path in state.looked.files:
        key = path.absolute()
        saved = path.read_bytes().decode("utf-8-sig")
        if path.suffix == ".yaml" and _YAML_BREAK.search(saved):
            continue
        text, count = apply(path, texts.get(key, saved), state.looked.findings)
        total += count
        texts[key] = text
        if text == saved:
            del texts[key]
    return texts, total


def apply(path: Path, text: str, findings: Iterable[Finding]) -> tuple[str, int]:
    """`text` of the file at `path` with its safe fixes, and how many; of two that overlap, the first."""
    lines = Lines(path, text)
    edits: list[tuple[int, int, str]] = []
    for finding in findings:
        if finding.fix and finding.fix.safe and finding.span.path == path:
            found = _offsets(lines, finding.span)
            if found and text[found[0] : found[1]] != finding.fix.replacement:
                edits.append((*found, finding.fix.replacement))
    pieces: list[str] = []
    at = count = 0
    last = (-1, -1)
    for start, end, replacement in sorted(edits, key=lambda edit: edit[:2]):
        if start < at or (start, end) == last:
            continue
        pieces += [text[at:start], replacement]
        at, last, count = end, (start, end), count + 1
    return "".join([*pieces, text[at:]]), count


def _offsets(lines: Lines, span: Span) -> tuple[int, int] | None:
    """Where a span starts and ends; None for one that is not of this text."""
    try:
        start = lines.offset(span.line, span.column)
        end = lines.offset(span.end_line, span.end_column)
    except IndexError:
        return None
    return (start, end) if start <= end and lines.span(start, end) == span else None


def _settled(first: _State, last: _State) -> Settled:
    changes = []
    for path in last.looked.files:
        if (text := last.texts.get(path.absolute())) is not None:
            real = path.resolve()
            before = real.read_bytes()
            mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
            changes.append(Change(real, before, mark + text.encode()))
    return Settled(first.looked.findings, last.looked.findings, last.fixed, tuple(changes))


def diff(changes: Iterable[Change]) -> str:
    """The changes as a unified diff that `patch` understands."""
    parts: list[str] = []
    for change in changes:
        name = shown(change.path)
        before, after = (
            re.findall(r"[^\n]*\n|[^\n]+", data.decode()) for data in (change.before, change.after)
        )
        parts += [
            line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
            for line in difflib.unified_diff(before, after, f"a/{name}", f"b/{name}")
        ]
    return "".join(parts)


def write(changes: Iterable[Change]) -> None:
    """Put the changed files in place, each in one step, their permissions kept.

    All are written beside the old ones before the first is replaced. Raises `MachineFault` when a file may
    not be written, the disk is full, or a file was changed meanwhile.
    """
    waiting: list[tuple[Path, Change]] = []
    try:
        for change in changes:
            waiting.append((_beside(change), change))  # noqa: PERF401  # those made are removed if one fails
        for new, change in waiting:
            if change.path.read_bytes() != change.before:
                raise MachineFault(f"“{shown(change.path)}” diubah selagi diperiksa.", "Jalankan lagi.")
            new.replace(change.path)
    except OSError as fault:
        raise MachineFault(
            f"Perbaikan tidak dapat ditulis ({fault.strerror}); naskah tetap seperti semula.",
            "Periksa izin tulis dan ruang disk, lalu jalankan lagi.",
        ) from fault
    finally:
        for new, _ in waiting:
            new.unlink(missing_ok=True)


def _beside(change: Change) -> Path:
    """The new bytes in a file beside the old one, forced to the disk."""
    status = change.path.stat()
    # Root may write anywhere, and a rename needs no right on the file: the mode bits tell what is wished.
    if not status.st_mode & 0o222 or not os.access(change.path, os.W_OK):
        raise MachineFault(
            f"“{shown(change.path)}” tidak boleh ditulisi.",
            f"Beri izin tulis: chmod u+w {shown(change.path)}.",
        )
    descriptor, name = tempfile.mkstemp(prefix=".terbit-", dir=change.path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with contextlib.suppress(OSError):  # only root may give a file away
                os.fchown(file.fileno(), status.st_uid, status.st_gid)
            os.fchmod(file.fileno(), status.st_mode & 0o7777)
            file.write(change.after)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        Path(name).unlink()
        raise
    return Path(name)
