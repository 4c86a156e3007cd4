"""What an editor changed in the received text, and why: `suntingan.yaml` as data."""

from __future__ import annotations

from pathlib import Path

import msgspec

from terbit.model.findings import Span


class Edit(msgspec.Struct, frozen=True):
    """One change at one place of the received text (line and column from 1)."""

    line: int
    column: int
    old: str
    new: str
    span: Span


class EditRule(msgspec.Struct, frozen=True):
    """Why a kind of change was made, and every place where it was."""

    identifier: str
    change: str
    reason: str
    authority: str
    certainty: str
    edits: tuple[Edit, ...]


class Structure(msgspec.Struct, frozen=True):
    """The one change of markup: which received lines hold headings."""

    identifier: str
    change: str
    reason: str
    authority: str
    title: int
    headings: tuple[int, ...]


class AddedNote(msgspec.Struct, frozen=True):
    """An editor's note: its label in the master and the received line it belongs to."""

    label: str
    line: int
    reason: str
    span: Span


class AddedCitation(msgspec.Struct, frozen=True):
    """The sources given to one claim on one received line."""

    claim: str
    line: int
    keys: tuple[str, ...]
    span: Span


class Edits(msgspec.Struct, frozen=True):
    """`suntingan.yaml`: every difference between the received text and the master."""

    path: Path
    received_path: Path
    received: str
    structure: Structure
    rules: tuple[EditRule, ...]
    notes: tuple[AddedNote, ...]
    citations: tuple[AddedCitation, ...]
