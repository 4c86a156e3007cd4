"""What the page shows at this moment, told to every page that is open whenever it changes."""

from __future__ import annotations

import contextlib
import itertools
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from terbit.adapters.pdfium import Leaf, Sheets
from terbit.watching import editors
from terbit.watching.messages import Building, Built, Epub, Failed, Found, Galley, Message, Pdf, Saved, Stage

_SHOWN = "layar"
"""The edition whose pages a quick preview stands in for."""
_Picture = tuple[Sheets, int]


class Shown(msgspec.Struct):
    """The state as the page's script reads it; see `page/pratinjau.js`.

    `turn` counts what the page should scroll to: the page `changed` of `edition` (from 0; -1: none).
    `quick` are pages that stand for those from `at` until `until`; `since` the seconds since the build began,
    `last` those that the one before took. `lacking` is the command that brings the reader of EPUBs, if it is
    not there.
    """

    phase: str = "mulai"
    turn: int = 0
    edition: str = _SHOWN
    changed: int = -1
    since: float = 0
    last: float = 0
    stages: tuple[tuple[str, float], ...] = ()
    failure: tuple[str, str] | None = None
    stopped: bool = False
    findings: tuple[dict[str, str], ...] = ()
    pdfs: dict[str, tuple[Leaf, ...]] = {}
    quick: tuple[Leaf, ...] = ()
    at: int = 0
    until: int = 0
    epub: tuple[tuple[str, str], ...] = ()
    lacking: str = ""
    build: int = 0
    files: tuple[str, ...] = ()
    proof: bool = False


class State:
    """Changed by the builder, read by the server; safe from any thread."""

    def __init__(self, dist: Path, root: Path, editor: str, lacking: str = "") -> None:
        """`dist` holds the editions; `root` is the book's folder, `editor` an address of `editors`.

        `lacking` is as in `Shown`.
        """
        self.dist, self._root, self._editor = dist, root, editor
        self._changed = threading.Condition()
        self._version, self._ended = 0, False
        self._shown = Shown(lacking=lacking)
        self._began = time.monotonic()
        self._pdfs: dict[str, Pdf] = {}
        self._pictures: list[dict[str, _Picture]] = []  # of the book now and before
        self._quick: list[dict[str, _Picture]] = []  # of quick previews, likewise
        self.epub: Epub | None = None

    def _tell(self, **changes: object) -> None:
        with self._changed:
            self._shown = msgspec.structs.replace(self._shown, **changes)
            self._version += 1
            self._changed.notify_all()

    def changes(self, patience: float) -> Iterator[bytes | None]:
        """The state as JSON now and at each change, until `end`; None after `patience` seconds without."""
        seen = -1
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._ended or self._version != seen, patience)  # noqa: B023  # now
                if self._ended:
                    return
                told = self._version != seen
                seen = self._version
                self._shown.since = time.monotonic() - self._began
                data = msgspec.json.encode(self._shown) if told else None
            yield data

    def end(self) -> None:
        """Let every page go."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def picture(self, digest: str) -> _Picture | None:
        """The document and page number whose look has this hash, of what is shown or was just before."""
        known = (*self._quick, *self._pictures)
        return next((pictures[digest] for pictures in known if digest in pictures), None)

    def hear(self, message: Message) -> None:
        """Show what the builder says."""
        match message:
            case Saved() | Building():
                self._began = time.monotonic()
                phase = "cepat" if isinstance(message, Saved) else "membangun"
                self._tell(phase=phase, stages=(), failure=None)
            case Stage():
                self._tell(stages=(*self._shown.stages, (message.name, message.seconds)))
            case Galley():
                self._show_galley(message)
            case Built():
                self._show_build(message)
            case Failed():
                self._tell(phase="gagal", failure=(message.message, message.hint))

    def _show_galley(self, made: Galley) -> None:
        sheets = Sheets(made.pdf)
        pictures = {leaf.digest: (sheets, number) for number, leaf in enumerate(made.leaves)}
        self._quick = [pictures, *self._quick[:1]]  # a page may still ask for what it showed before
        at, until = _range(self._pdfs.get(_SHOWN), made.title)
        self._tell(
            quick=made.leaves,
            at=at,
            until=until,
            **self._turn(_SHOWN, at + made.changed if made.changed >= 0 else -1),
        )

    def _turn(self, edition: str, changed: int) -> dict[str, object]:
        return {"edition": edition, "changed": changed, "turn": self._shown.turn + (changed >= 0)}

    def _show_build(self, done: Built) -> None:
        findings = tuple(map(self._finding, done.findings))
        last = time.monotonic() - self._began
        if done.stopped:  # dist/ and the pages stay as they are
            self._tell(phase="siap", stopped=True, findings=findings, last=last)
            if self._pdfs or not done.files:
                return
        before, self._pdfs = self._pdfs, {pdf.edition: pdf for pdf in done.pdfs}
        pictures: dict[str, _Picture] = {}
        for pdf in done.pdfs:
            with contextlib.suppress(OSError):  # another build has just taken it away
                sheets = Sheets((self.dist / pdf.file).read_bytes())
                pictures |= {leaf.digest: (sheets, at) for at, leaf in enumerate(pdf.leaves[: sheets.count])}
        self._pictures = [pictures, *self._pictures[:1]]
        self.epub = done.epub
        chapter = self._shown.at if self._shown.quick else 0
        self._tell(
            phase="siap",
            stopped=done.stopped,
            findings=findings,
            last=last,
            pdfs={name: pdf.leaves for name, pdf in self._pdfs.items()},
            quick=(),
            epub=done.epub.documents if done.epub else (),
            build=self._shown.build + 1,
            files=done.files,
            proof=(self.dist / "bukti.html").is_file(),
            **self._turn(*_first_change(before, self._pdfs, chapter)),
        )

    def _finding(self, found: Found) -> dict[str, str]:
        path = Path(found.path)
        inside = path.is_relative_to(self._root)
        shown = path.relative_to(self._root) if inside else path
        return {
            "severity": found.severity,
            "code": found.code,
            "message": found.message,
            "hint": found.hint,
            "place": f"{shown}:{found.line}:{found.column}",
            "href": editors.address(self._editor, found.path, found.line, found.column),
        }


def _range(pdf: Pdf | None, title: str) -> tuple[int, int]:
    """From which page until which the section `title` stands; behind all pages where none is called so."""
    if pdf is None:
        return 0, 0
    marks = pdf.outline
    titles = [" ".join(mark.title.split()) for mark in marks]
    at = titles.index(title) if title in titles else None
    if at is None:
        return len(pdf.leaves), len(pdf.leaves)
    first = marks[at].page
    following = (mark.page for mark in marks[at + 1 :] if mark.level <= marks[at].level)
    return first, max(first + 1, next(following, len(pdf.leaves)))


def _first_change(before: dict[str, Pdf], after: dict[str, Pdf], chapter: int) -> tuple[str, int]:
    """The edition and page (from 0) that looks otherwise than before; -1 where none does, or none was.

    Pages of `layar` from `chapter` on come first: a new page changes the contents too, where nobody wrote.
    """
    for name, pdf in sorted(after.items(), key=lambda item: item[0] != _SHOWN):
        if name in before:
            pairs = itertools.zip_longest(before[name].leaves, pdf.leaves)
            changed = [number for number, (old, new) in enumerate(pairs) if old != new]
            if changed:
                written = (number for number in changed if name == _SHOWN and number >= chapter)
                return name, min(next(written, changed[0]), len(pdf.leaves) - 1)
    return _SHOWN, -1
