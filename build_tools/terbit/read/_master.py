"""The master's text becomes pandoc's tree, citations formatted, in one run of pandoc."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import msgspec

from terbit.adapters import pandoc
from terbit.model.places import FRONT_MATTER
from terbit.model.tree import Block, Div, decode
from terbit.read._yaml import YamlFile, load

_READER = "markdown-yaml_metadata_block-pandoc_title_block-raw_tex-latex_macros"
"""pandoc's Markdown. YAML blocks are read by us alone: an author's header could name files and filters."""


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


def parse(text: str, csl: Path, references: Path | None, nocite: str) -> Parsed:
    """Read Markdown and format its citations with `csl` from `references` (None: there are none)."""
    arguments = ["-f", _READER, "-t", "json", "--sandbox"]
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as metadata:
        json.dump({"lang": "id-ID", "link-citations": True, "nocite": nocite}, metadata)
        metadata.flush()
        if references:
            arguments += ["--citeproc", f"--csl={csl}", f"--bibliography={references}"]
            arguments += [f"--metadata-file={metadata.name}"]
        run = pandoc.convert(arguments, text.encode())
    blocks = decode(run.data).blocks
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


def _is_ours(message: dict[str, Any]) -> bool:
    """Whether a check of ours reports the same with a place: unknown citation keys, duplicate anchors."""
    unknown_key = message.get("type") == "CiteprocWarning" and "not found" in str(message.get("message"))
    return unknown_key or message.get("type") == "DuplicateIdentifier"
