"""Bytes of an author's file become text, or a finding that says which byte is wrong."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from pathlib import Path
from types import MappingProxyType

import msgspec

from terbit.model.findings import BookFault, MachineFault, Span
from terbit.model.places import Lines
from terbit.read._boundary import MOST_TEXT, too_large
from terbit.read._rules import CONTROL_CHARACTER, NOT_UTF8

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
"""What XML 1.0 (section 2.2) forbids or discourages, and halves of characters: no edition could hold it."""

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
        if (size := path.stat().st_size) > MOST_TEXT:
            raise BookFault(too_large(path, size))
        data = path.read_bytes()
    except PermissionError as fault:
        raise MachineFault(
            f"Berkas “{path}” tidak boleh dibaca.", f"Beri izin baca, misalnya dengan “chmod u+r {path}”."
        ) from fault
    except IsADirectoryError as fault:
        raise MachineFault(f"“{path}” adalah folder, bukan berkas.", "Pindahkan folder itu.") from fault
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        before = data[: fault.start].decode("utf-8-sig")
        raise BookFault(
            NOT_UTF8.at(
                _span(path, before),
                f"Bita 0x{data[fault.start]:02X} bukan UTF-8.",
                "Simpan ulang berkas dengan pengodean UTF-8.",
            )
        ) from fault
    control = CONTROL.search(text)
    if control:
        raise BookFault(
            CONTROL_CHARACTER.at(
                _span(path, text[: control.start()]),
                f"Aksara kendali U+{ord(control.group()):04X} tidak dapat dicetak.",
                "Hapus aksara itu.",
            )
        )
    return text


def _span(path: Path, before: str) -> Span:
    """The place of the character after `before`."""
    start = Lines(path, before).span(len(before), len(before))
    return msgspec.structs.replace(start, end_column=start.column + 1)
