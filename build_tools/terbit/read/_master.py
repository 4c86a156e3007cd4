"""The master's text becomes pandoc's tree, citations formatted, in one run of pandoc."""

from __future__ import annotations

import json
import re
import tempfile
import threading
from pathlib import Path
from typing import Any

import msgspec

from terbit.adapters import pandoc
from terbit.model.findings import BookFault, Finding, Span
from terbit.model.mask import Mask, mask
from terbit.model.places import FRONT_MATTER
from terbit.model.tree import Block, Div, SoftBreak, Space, Str, decode
from terbit.model.walk import Node, children
from terbit.read._rules import UNREADABLE
from terbit.read._yaml import YamlFile, load

_READER = "markdown-yaml_metadata_block-pandoc_title_block-raw_tex-latex_macros"
"""pandoc's Markdown. YAML blocks are read by us alone: an author's header could name files and filters."""
_SECONDS = 15
"""What pandoc may take for one reading, and as much again for each `_PORTION` bytes: 352,000 words take 8."""
_PORTION = 300_000
_DEEPEST = 60
"""Levels of a tree; every way through it must do without running out of stack."""
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
