"""A zip file from a stranger (Word, LibreOffice): its parts are read in memory, by name, within bounds.

Nothing is ever unpacked to the disk, so a part called `../../x` is only a name that nobody asks for.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from terbit.importing._account import Account, without_marks
from terbit.importing._encoding import mend
from terbit.importing._rules import too_large, unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MOST_PARTS = 10_000
_MOST_XML = 60_000_000
"""Bytes of a part of words: a book of 88,000 has 2 million."""
_MOST_BYTES = 300_000_000
"""Bytes of all parts that are read."""
_REMEDY = "Buka di Word atau LibreOffice, simpan ulang, lalu impor hasilnya."


class Archive:
    """The parts of a zip file. Each method raises `BookFault` where the file is broken or unfolds too far."""

    def __init__(self, path: Path, data: bytes) -> None:
        """`path` is only told."""
        self.path = path
        self._left = _MOST_BYTES
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as fault:
            raise unreadable(path, "isinya bukan berkas seperti namanya, atau terpotong", _REMEDY) from fault
        if len(self._zip.infolist()) > _MOST_PARTS:
            raise too_large(path, f"lebih dari {_MOST_PARTS} bagian")
        self.names = frozenset(self._zip.namelist())

    def read(self, name: str, most: int = _MOST_BYTES) -> bytes:
        """The bytes of a part; empty where there is none. What the head declares is not trusted."""
        if name not in self.names:
            return b""
        limit = min(most, self._left)
        try:
            with self._zip.open(name) as part:
                data = part.read(limit + 1)
        except RuntimeError as fault:  # the part is encrypted
            raise unreadable(
                self.path, "berkas itu bersandi", "Hapus sandinya, lalu simpan ulang."
            ) from fault
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as fault:
            raise unreadable(self.path, f"bagian “{name}” rusak", _REMEDY) from fault
        if len(data) > limit:
            raise too_large(self.path, f"bagian “{name}” mengembang lebih dari {limit // 1_000_000} MB")
        self._left -= len(data)
        return data

    def xml(self, name: str, account: Account) -> Element | None:
        """The root of a part of XML, its text mended; None where there is no such part."""
        data = self.read(name, _MOST_XML)
        return parse(self.path, name, data, account) if data else None


def parse(path: Path, name: str, data: bytes, account: Account) -> Element:
    """XML from a stranger: entities, a document type, and endless depth are refused."""
    from lxml import etree  # 20 ms that other kinds of sources save

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise unreadable(path, f"bagian “{name}” bukan XML yang utuh", _REMEDY) from fault
    if root.getroottree().docinfo.doctype:  # neither Word nor LibreOffice writes one; bombs need it
        raise unreadable(path, f"bagian “{name}” menyatakan DOCTYPE", _REMEDY)
    for node in root.iter():
        if node.text:
            node.text = mend(without_marks(node.text), account)
        if node.tail:
            node.tail = mend(without_marks(node.tail), account)
    return root


def packed(parts: dict[str, bytes]) -> bytes:
    """A zip file of these parts, for pandoc."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return made.getvalue()
