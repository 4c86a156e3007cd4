"""Other people's files become a master: `.txt`, `.docx`, `.odt`, `.html`, `.md`, one or a folder of chapters.

A source is untrusted: it is read in memory within bounds, nothing in it runs, nothing it names is fetched. No
word of it is dropped: what a master cannot print stands in it as a comment, or in the account of the import.
"""

from __future__ import annotations

import importlib
import json
import re
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from terbit.adapters import pandoc
from terbit.importing._account import Account
from terbit.importing._build import header
from terbit.importing._captions import with_captions
from terbit.importing._clean import Cleaner
from terbit.importing._draft import Draft
from terbit.importing._headings import below, levelled, title_of, under, with_bold_lines
from terbit.importing._links import anchored, anchors, joined
from terbit.importing._pandoc import patience
from terbit.importing._pictures import Pictures
from terbit.importing._rules import EMPTY, RULES, unreadable
from terbit.importing._sources import REFERENCES, Source, gather, read
from terbit.importing._write import lacking, read_again, text_of_master
from terbit.importing._write import title_of as printed_title
from terbit.model.findings import BookFault, Span
from terbit.model.naming import title_of_name
from terbit.model.tree import Block, Header, Para, RawBlock
from terbit.model.walk import text_of

__all__ = ["RULES", "Imported", "import_sources"]


class Imported(msgspec.Struct, frozen=True):
    """A master and what belongs to it. `changed` and `lost` are sentences; `sources` are kept beside it."""

    master: str
    title: str
    author: str
    has_chapters: bool
    pictures: dict[str, bytes]
    references: str
    sources: dict[str, bytes]
    changed: tuple[str, ...]
    lost: tuple[str, ...]


def import_sources(places: tuple[Path, ...], title: str = "") -> Imported:
    """The master that the files or folders in `places` make; of several, each is a chapter.

    `title` is taken instead of that of a single source. Raises `BookFault` for a source that cannot be read
    and `UsageFault` for one that is not there.
    """
    account = Account()
    sources, lists = gather(places, account)
    references = _references(lists, account)
    keys = frozenset(str(entry["id"]) for entry in references)
    pictures = Pictures(account)
    read_drafts = [_module(source).read(source, account) for source in sources]
    linked = joined(sources, read_drafts)
    drafts = [replace(draft, blocks=blocks) for draft, blocks in zip(read_drafts, linked, strict=True)]
    known = anchors(linked)
    cleaned = [_cleaned(draft, keys, known, pictures, account) for draft in drafts]
    if len(sources) == 1:
        blocks = _whole(sources[0], drafts[0], cleaned[0], title, account)
    else:
        heading = title or _named(places[0] if len(places) == 1 else places[0].absolute().parent)
        blocks = levelled([], heading, account)
        for number, (source, draft, part) in enumerate(zip(sources, drafts, cleaned, strict=True), 1):
            chapter = below(part, draft.title, _named(source.path), account)
            blocks += anchored(chapter, number, known)
    if not any(not isinstance(block, Header | RawBlock) for block in blocks):
        place = sources[0].path
        raise BookFault(
            EMPTY.at(Span(place), f"“{place.name}” tidak memuat tulisan.", "Sebutkan berkas lain.")
        )
    return _imported(sources, drafts, blocks, pictures, references, account)


def _module(source: Source) -> Any:  # noqa: ANN401  # a module of this folder with a `read`
    name = "text" if source.kind == "txt" else "markdown" if source.kind == "md" else source.kind
    return importlib.import_module(f"{__name__}.{name}")


def _cleaned(
    draft: Draft, keys: frozenset[str], known: frozenset[str], pictures: Pictures, account: Account
) -> list[Block]:
    def picture(target: str, description: str) -> str | None:
        return pictures.keep(target, description, draft.picture)

    return with_bold_lines(with_captions(Cleaner(draft, picture, keys, known, account).top()), account)


def _whole(source: Source, draft: Draft, blocks: list[Block], title: str, account: Account) -> list[Block]:
    """A single source: its own title, unless another is asked for; the old one then stands below it."""
    own = title_of(blocks)
    if title and own is not None and text_of(own.inlines).strip() != title:
        account.change("Judul dalam sumber menjadi alinea pertama; judul yang diminta menggantikannya.")
        rest = [Para(own.inlines) if block is own else block for block in blocks]
        return under(header(1, title), rest, account)
    return levelled(blocks, title or draft.title or _named(source.path), account)


def _imported(  # noqa: PLR0913, PLR0917  # one argument per thing that was gathered
    sources: tuple[Source, ...],
    drafts: list[Draft],
    blocks: list[Block],
    pictures: Pictures,
    references: list[dict[str, Any]],
    account: Account,
) -> Imported:
    text = text_of_master(blocks, account)
    again = read_again(text)
    words = "\n".join(draft.words for draft in drafts)
    if missing := lacking(words, again):
        account.lose(
            f"{len(missing)} kata belum mendapat tempat; semuanya ada dalam komentar di akhir naskah."
        )
        number = len(account.asides)
        account.aside("kata yang belum mendapat tempat", " ".join(missing))
        text = f"{text.rstrip()}\n\n{account.comment(number)}\n"
    if account.mended:
        account.change(f"{account.mended} baris yang pernah dibaca dengan pengodean keliru dipulihkan.")
    return Imported(
        text,
        printed_title(again),
        next((draft.author for draft in drafts if draft.author), ""),
        len(sources) > 1 or bool(re.search(r"(?m)^## +bab\b", text, re.IGNORECASE)),
        pictures.files,
        json.dumps(references, ensure_ascii=False, indent=2) + "\n",
        _received(sources),
        tuple(account.changed),
        tuple(account.lost),
    )


def _references(paths: tuple[Path, ...], account: Account) -> list[dict[str, Any]]:
    """The entries of all lists of references, those with a key that came before left out."""
    found: dict[str, dict[str, Any]] = {}
    for path in paths:
        data = read(path)
        arguments = ("-f", REFERENCES[path.suffix.lower()], "-t", "csljson", "--sandbox")
        try:
            entries = json.loads(pandoc.tree(arguments, data, seconds=patience(data)))
        except pandoc.PandocFault:
            if path.suffix.lower() == ".json":  # some other JSON
                continue
            raise unreadable(
                path, "bukan BibTeX yang utuh", "Perbaiki, atau pindahkan dari folder itu."
            ) from None
        for entry in entries:
            found.setdefault(str(entry.get("id", "")), entry)
        account.change(f"Daftar pustaka “{path.name}” menjadi source/pustaka.json.")
    return [entry for key, entry in found.items() if key]


def _named(path: Path) -> str:
    """What a file's name says as a title, without a number before it."""
    stem = path.absolute().stem
    return title_of_name(re.sub(r"^\d+[-_. ]*", "", stem)) or stem


def _received(sources: tuple[Source, ...]) -> dict[str, bytes]:
    """The bytes of each source under a safe name of its own."""
    found: dict[str, bytes] = {}
    for source in sources:
        name = _safe(source.path)
        stem, _, suffix = name.rpartition(".")
        number = 2
        while name in found:
            name, number = f"{stem}-{number}.{suffix}", number + 1
        found[name] = source.data
    return found


def _safe(path: Path) -> str:
    stem = re.sub(r"[^A-Za-z0-9]+", "-", path.stem).strip("-")[:60] or "sumber"
    return f"{stem}{path.suffix.lower()}"
