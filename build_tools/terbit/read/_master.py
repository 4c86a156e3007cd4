"""The master's text becomes pandoc's tree, citations formatted, in one run of pandoc."""

from __future__ import annotations

import json
import re
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

import msgspec

from terbit.adapters import pandoc
from terbit.model.findings import BookFault, Finding, Span
from terbit.model.mask import Mask, mask
from terbit.model.places import FRONT_MATTER, Lines
from terbit.model.tree import Block, Div, SoftBreak, Space, Str, decode
from terbit.model.walk import Node, children
from terbit.read._files import CONTROL
from terbit.read._rules import CONTROL_CHARACTER, UNREADABLE
from terbit.read._yaml import YamlFile, load

_READER = "markdown-yaml_metadata_block-pandoc_title_block-raw_tex-latex_macros"
"""pandoc's Markdown. YAML blocks are read by us alone: an author's header could name files and filters."""
_SECONDS = 15
"""What pandoc may take for one reading, and as much again for each `_PORTION` bytes: 352,000 words take 8."""
_PORTION = 300_000
_DEEPEST = 60
"""Levels of a tree; every way through it must do without running out of stack."""
_CONTROL_ESCAPE = re.compile(
    rb"(?<!\\)(?:\\\\)*\\u00(?:0[0-8bcef]|1[0-9a-f]|7f)|\xc2[\x80-\x84\x86-\x9f]|\xef\xbf[\xbe\xbf]",
    re.IGNORECASE,
)
"""A control character in pandoc's JSON: the master holds none, but may name one by its number."""
_REFERENCE = re.compile(r"&#(?:([0-9]{1,7})|[xX]([0-9a-fA-F]{1,6}));")
_FLAT = frozenset({Str, Space, SoftBreak})


class Parsed(msgspec.Struct, frozen=True):
    """The master's blocks, citeproc's list of references apart, and pandoc's warnings."""

    blocks: tuple[Block, ...]
    bibliography: Div | None
    complaints: tuple[str, ...]


def split_front_matter(path: Path, text: str) -> tuple[YamlFile, str]:
    """The YAML header, validated, and the text with the header blanked out: every line keeps its number."""
    match = FRONT_MATTER.match(text)
    if match is None:
        return YamlFile(path, {}), text
    front = load(path, "kepala", match.group(1) or "", first_line=2)
    return front, "\n" * match.group().count("\n") + text[match.end() :]


def parse(path: Path, text: str, csl: Path, references: Path | None, nocite: str) -> Parsed:
    """Read Markdown and format its citations with `csl` from `references` (None: there are none).

    Raises `BookFault` where pandoc cannot read it, or the tree is deeper than any book.
    """
    arguments = ["-f", _READER, "-t", "json", "--sandbox"]
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as metadata:
        json.dump({"lang": "id-ID", "link-citations": True, "nocite": nocite}, metadata)
        metadata.flush()
        if references:
            arguments += ["--citeproc", f"--csl={csl}", f"--bibliography={references}"]
            arguments += [f"--metadata-file={metadata.name}"]
        try:
            data = _bytes(text)
            run = pandoc.convert(arguments, data, seconds=_patience(data))
            if _CONTROL_ESCAPE.search(run.data):
                raise BookFault(_control_by_number(path, text))
            blocks = decode(run.data).blocks
        except pandoc.PandocFault as fault:
            raise BookFault(_unreadable(path, f"pandoc: “{fault.reason}”")) from fault
        except RecursionError as fault:
            raise BookFault(_unreadable(path, "bersarang terlalu dalam")) from fault
    if _is_too_deep(blocks):
        raise BookFault(_unreadable(path, "bersarang terlalu dalam"))
    bibliography = next((b for b in blocks if isinstance(b, Div) and b.c[0][0] == "refs"), None)
    return Parsed(
        tuple(block for block in blocks if block is not bibliography),
        bibliography,
        tuple(
            str(message.get("pretty", message))
            for message in run.messages
            if message.get("verbosity") == "WARNING" and not _is_ours(message)
        ),
    )


def _control_by_number(path: Path, text: str) -> Finding:
    """The finding for the first reference such as `&#7;` to a character that no edition can hold."""
    for found in _REFERENCE.finditer(text):
        number = int(found[1]) if found[1] else int(found[2], 16)
        if number <= sys.maxunicode and CONTROL.search(chr(number)):
            message = f"“{found[0]}” adalah aksara kendali, yang tidak dapat dicetak."
            return CONTROL_CHARACTER.at(Lines(path, text).span(*found.span()), message, "Hapus aksara itu.")
    return CONTROL_CHARACTER.at(Span(path), "Naskah memuat aksara kendali.", "Hapus aksara itu.")


def _bytes(text: str) -> bytes:
    # pandoc drops every carriage return: one that ends a line alone would join two words.
    return re.sub(r"\r(?!\n)", "\n", text).encode()


def _patience(data: bytes) -> int:
    return _SECONDS * (1 + len(data) // _PORTION)


def _unreadable(path: Path, reason: str) -> Finding:
    return UNREADABLE.at(
        Span(path),
        f"Naskah tidak dapat dibaca ({reason}).",
        "Sederhanakan kutipan, daftar, atau penekanan yang bersarang, dan tutup setiap tanda yang dibuka.",
    )


def _is_too_deep(blocks: tuple[Block, ...]) -> bool:
    level: list[Node] = list(blocks)
    for _ in range(_DEEPEST):
        level = [child for node in level if type(node) not in _FLAT for child in children(node)]
        if not level:
            return False
    return True


class Echo:
    """pandoc's reading of the masked master, made when first asked for, or beside everything else."""

    def __init__(self, text: str, start: int, *, ahead: bool) -> None:
        """`start` is where the text begins after its header; `ahead` begins at once, on another core."""
        self._text, self._start = text, start
        self._answer: tuple[Mask, tuple[Block, ...]] | None = None
        self._thread = threading.Thread(target=self._listen, daemon=True)
        if ahead:
            self._thread.start()

    def _listen(self) -> None:
        masked = mask(self._text, self._start)
        try:
            data = _bytes(masked.text)
            arguments = ["-f", _READER, "-t", "json", "--sandbox"]
            blocks = decode(pandoc.tree(arguments, data, seconds=_patience(data))).blocks
        except (pandoc.PandocFault, RecursionError):
            return  # findings are then placed at the beginning of the file
        self._answer = masked, blocks

    def __call__(self) -> tuple[Mask, tuple[Block, ...]] | None:
        """The mask and its tree; None where pandoc could not read it."""
        if self._thread.ident is None:
            self._thread.start()
        self._thread.join()
        return self._answer


def _is_ours(message: dict[str, Any]) -> bool:
    """Whether a check of ours reports the same with a place: unknown citation keys, duplicate anchors."""
    unknown_key = message.get("type") == "CiteprocWarning" and "not found" in str(message.get("message"))
    return unknown_key or message.get("type") == "DuplicateIdentifier"
