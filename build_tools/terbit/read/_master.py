"""The master's text becomes pandoc's tree, as written and, to be printed, with its citations formatted."""

from __future__ import annotations

import functools
import json
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from terbit.adapters import pandoc, store
from terbit.model.findings import BookFault, Finding, Span
from terbit.model.mask import Mask, mask
from terbit.model.places import FRONT_MATTER, Echo, Lines
from terbit.model.tree import Block, Div, SoftBreak, Space, Str, decode
from terbit.model.walk import Node, children
from terbit.read._beside import Beside
from terbit.read._edited import Blocks
from terbit.read._files import CONTROL
from terbit.read._last import Last
from terbit.read._rules import CONTROL_CHARACTER, UNREADABLE
from terbit.read._yaml import YamlFile, load

_READER = "markdown-yaml_metadata_block-pandoc_title_block-raw_tex-latex_macros"
"""pandoc's Markdown. YAML blocks are read by us alone: an author's header could name files and filters."""
_ARGUMENTS = ("-f", _READER, "-t", "json", "--sandbox")
_SECONDS = 15
"""What pandoc may take for one reading, and as much again for each `_PORTION` bytes: 352,000 words take 8."""
_PORTION = 300_000
_DEEPEST = 60
"""Levels of a tree; every way through it must do without running out of stack."""
_CONTROLS = (
    re.compile(rb"\\u00(?:0[0-8bcefBCEF]|1[0-9a-fA-F]|7[fF])"),
    re.compile(rb"\xc2[\x80-\x84\x86-\x9f]"),
    re.compile(rb"\xef\xbf[\xbe\xbf]"),
)
"""A control character in pandoc's JSON: the master holds none, but may name one by its number.

Each begins with bytes of its own: one pattern for all takes a hundred times as long.
"""
_REFERENCE = re.compile(r"&#(?:([0-9]{1,7})|[xX]([0-9a-fA-F]{1,6}));")
_FLAT = frozenset({Str, Space, SoftBreak})


class Parsed(msgspec.Struct, frozen=True):
    """The master's blocks, the `Div` named `refs` apart, and pandoc's warnings."""

    blocks: tuple[Block, ...]
    refs: Div | None
    complaints: tuple[str, ...]


class Style(msgspec.Struct, frozen=True):
    """What citeproc formats with: the citation style, the references' file, and keys that no text cites."""

    csl: Path
    references: Path
    nocite: str

    def hash(self) -> bytes:
        """The hash of all that the style does to a text."""
        try:
            return store.key(self.csl.read_bytes(), self.references.read_bytes(), self.nocite)
        except OSError:
            return b""  # pandoc will say so


def front_matter(path: Path, text: str) -> YamlFile:
    """The YAML header, validated. Raises `BookFault` with every place that does not fit."""
    match = FRONT_MATTER.match(text)
    if match is None:
        return YamlFile(path, {})
    return load(path, "kepala", match.group(1) or "", first_line=2)


def below_front_matter(text: str) -> str:
    """The text with the header blanked out: every line keeps its number."""
    match = FRONT_MATTER.match(text)
    return "\n" * match.group().count("\n") + text[match.end() :] if match else text


def last_of(path: Path, text: str, start: int) -> Last:
    """The last reading of a master whose text begins at `start`."""
    return Last(path, text, start, alone)


def parse(path: Path, text: str, known: Last) -> Parsed:
    """Read Markdown; citations stay as they are written.

    Raises `BookFault` where pandoc cannot read it, or the tree is deeper than any book.
    """
    complaints: tuple[str, ...] = ()
    if now := known.edited():
        blocks = now.tree()
    else:
        blocks, complaints = _read(path, text, [])
        if _is_too_deep(blocks):
            raise BookFault(_unreadable(path, "bersarang terlalu dalam"))
    known.keep_tree(blocks, complaints)
    return _parsed(blocks, complaints)


def cite(path: Path, text: str, style: Style, known: Last) -> Parsed:
    """Read Markdown and format its citations; `refs` is then the list of references.

    The complaints are citeproc's alone. Raises `BookFault` where the style or the references do not serve.
    """
    name = style.hash()
    if last := known.cited(name):
        return _parsed(last.blocks, last.complaints)
    blocks, complaints = _cite(path, text, style)
    if style.hash() == name:  # pandoc read what was hashed
        known.keep_cited(name, blocks, complaints)
    return _parsed(blocks, complaints)


def try_style(path: Path, style: Style) -> tuple[str, ...]:
    """What citeproc complains about, whatever the text. Raises as `cite`."""
    return _cite(path, "", style)[1]


def _cite(path: Path, text: str, style: Style) -> tuple[Blocks, tuple[str, ...]]:
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as metadata:
        json.dump({"lang": "id-ID", "link-citations": True, "nocite": style.nocite}, metadata)
        metadata.flush()
        arguments = [f"--csl={style.csl}", f"--bibliography={style.references}"]
        return _read(path, text, ["--citeproc", *arguments, f"--metadata-file={metadata.name}"])


def _read(path: Path, text: str, arguments: list[str]) -> tuple[Blocks, tuple[str, ...]]:
    data = _bytes(text)
    try:
        run = pandoc.convert([*_ARGUMENTS, *arguments], data, seconds=_patience(data))
        if _names_control(run.data):
            raise BookFault(_control_by_number(path, text))
        blocks = decode(run.data).blocks
    except pandoc.PandocFault as fault:
        raise BookFault(_unreadable(path, f"pandoc: “{fault.reason}”")) from fault
    except RecursionError as fault:
        raise BookFault(_unreadable(path, "bersarang terlalu dalam")) from fault
    warnings = (one for one in run.messages if one.get("verbosity") == "WARNING" and not _is_ours(one))
    told = (one for one in warnings if not arguments or one.get("type") == "CiteprocWarning")
    return blocks, tuple(str(message.get("pretty", message)) for message in told)


def _parsed(blocks: Blocks, complaints: tuple[str, ...]) -> Parsed:
    refs = next((block for block in blocks if isinstance(block, Div) and block.c[0][0] == "refs"), None)
    return Parsed(tuple(block for block in blocks if block is not refs), refs, complaints)


def _names_control(data: bytes) -> bool:
    found = (match.start() for pattern in _CONTROLS for match in pattern.finditer(data))
    return not all(_is_escaped(data, at) for at in found)


def _is_escaped(data: bytes, at: int) -> bool:
    """Whether what begins here follows a backslash of its own, which JSON writes as two."""
    before = at
    while before and data[before - 1] == ord("\\"):
        before -= 1
    return (at - before) % 2 == 1


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


def echo(text: str, start: int, known: Last, *, ahead: bool) -> Echo:
    """The mask of a master whose text begins at `start`, and its tree; None where pandoc cannot read it.

    Findings are then placed at the beginning of the file. With `ahead` the text is masked at once, before
    other threads want the interpreter, and read beside the other work.
    """
    masked = functools.cache(functools.partial(mask, text, start))
    if ahead and not known.is_likely:
        masked()
    return Beside(lambda: _echo(masked, known), ahead=ahead, forget=True)


def _echo(masked: Callable[[], Mask], known: Last) -> tuple[Mask, Blocks] | None:
    if now := known.edited():
        found = now.mask, now.masked
    else:
        try:
            found = masked(), alone(masked().text)
        except (pandoc.PandocFault, RecursionError):
            return None
    known.keep_tokens(*found)
    return found


def alone(text: str) -> Blocks:
    """What pandoc reads from a text, with no regard to complaints."""
    data = _bytes(text)
    return decode(pandoc.tree(_ARGUMENTS, data, seconds=_patience(data))).blocks


def _is_ours(message: dict[str, Any]) -> bool:
    """Whether a check of ours reports the same with a place: unknown citation keys, duplicate anchors."""
    unknown_key = message.get("type") == "CiteprocWarning" and "not found" in str(message.get("message"))
    return unknown_key or message.get("type") == "DuplicateIdentifier"
