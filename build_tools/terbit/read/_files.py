"""Bytes of an author's file become text, or a finding that says which byte is wrong."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from pathlib import Path
from types import MappingProxyType

from terbit.model.findings import BookFault, MachineFault, Span
from terbit.read._rules import NOT_UTF8

_UNSAVED: ContextVar[Mapping[Path, str]] = ContextVar("unsaved", default=MappingProxyType({}))


@contextlib.contextmanager
def unsaved(texts: Mapping[Path, str]) -> Iterator[None]:
    """While this lasts, these texts (by absolute path) are read in place of the files.

    So an open editor's text is checked before it is saved, and a fix before it is written. pandoc reads
    `pustaka.json` itself: citations are still formatted from the saved one.
    """
    token = _UNSAVED.set(texts)
    try:
        yield
    finally:
        _UNSAVED.reset(token)


def read_text(path: Path) -> str:
    """The text of a UTF-8 file (a byte order mark is dropped). Raises `BookFault` at the first wrong byte."""
    if (open_text := _UNSAVED.get().get(path.absolute())) is not None:
        return open_text
    try:
        data = path.read_bytes()
    except PermissionError as fault:
        raise MachineFault(
            f"Berkas “{path}” tidak boleh dibaca.", f"Beri izin baca, misalnya dengan “chmod u+r {path}”."
        ) from fault
    except IsADirectoryError as fault:
        raise MachineFault(f"“{path}” adalah folder, bukan berkas.", "Pindahkan folder itu.") from fault
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        before = data[: fault.start].decode("utf-8-sig")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        raise BookFault(
            NOT_UTF8.at(
                Span(path, line, column, line, column + 1),
                f"Bita 0x{data[fault.start]:02X} bukan UTF-8.",
                "Simpan ulang berkas dengan pengodean UTF-8.",
            )
        ) from fault
