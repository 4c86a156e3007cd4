"""Files under source/ become a Manuscript. Only this stage parses."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec

from terbit.model.findings import BookFault, Finding, Silencer, Span, UsageFault
from terbit.model.manuscript import Cited, Manuscript, Settings
from terbit.read._beside import Beside
from terbit.read._boundary import guard
from terbit.read._csl import style_fault
from terbit.read._edits import read_edits
from terbit.read._files import read_text, unsaved
from terbit.read._glossary import read_glossary
from terbit.read._master import Style, below_front_matter, cite, echo, front_matter, last_of, parse, try_style
from terbit.read._profiles import read_profile
from terbit.read._references import read_references
from terbit.read._rules import BAD_KEY, EMPTY_MASTER, NO_MASTER, RULES
from terbit.read._yaml import YamlFile, load

__all__ = ["RULES", "read_manuscript", "unsaved"]


def read_manuscript(
    place: Path,
    csl: Path,
    profile: str | None = None,
    *,
    to_check: bool = False,
    meanwhile: Callable[[], object] | None = None,
) -> Manuscript:
    """Read a book folder (with `source/naskah.md`) or a single Markdown file.

    `csl` is the citation style citeproc formats with. `profile` overrides `buku.yaml`. `to_check` says what
    is wanted next, and begun beside the reading: the places of words, or else the formatted citations.
    `meanwhile` is called once pandoc reads.

    Raises `BookFault` for files that cannot be read, `UsageFault` for a place that does not exist.
    """
    if not place.exists():
        raise UsageFault(f"“{place}” tidak ada.", "Periksa nama folder buku atau berkas Markdown-nya.")
    guard(place)
    if csl.is_relative_to(place) and (fault := style_fault(csl)):
        raise BookFault(fault)
    master = place / "source" / "naskah.md" if place.is_dir() else place
    if not master.is_file():
        raise BookFault(
            NO_MASTER.at(
                Span(master),
                f"Naskah induk “{master}” tidak ada.",
                "Tulis naskah di berkas itu, atau sebutkan folder buku atau berkas Markdown lain.",
            )
        )
    return _read(master, csl, profile, whole_book=place.is_dir(), to_check=to_check, meanwhile=meanwhile)


def _read(  # noqa: PLR0913  # as read_manuscript
    master: Path,
    csl: Path,
    profile: str | None,
    *,
    whole_book: bool,
    to_check: bool,
    meanwhile: Callable[[], object] | None,
) -> Manuscript:
    root = master.parent
    text = read_text(master)
    body = below_front_matter(text)
    if not body.strip():
        raise BookFault(EMPTY_MASTER.at(Span(master), "Naskah kosong.", "Tulis judul dan isinya."))
    start = len(text) - len(body.lstrip("\n"))
    known = last_of(master, text, start)
    parsing = Beside(partial(parse, master, body, known))
    edited = whole_book and (root / "suntingan.yaml").is_file()  # notes are then asked for by label
    echoing = echo(text, start, known, ahead=to_check or edited)
    if meanwhile:
        meanwhile()
    front = front_matter(master, text)
    references_path = root / "pustaka.json"
    references = read_references(references_path)
    style = Style(csl, references_path, str(front.data.get("nocite", ""))) if references else None
    citing = Beside(partial(cite, master, body, style, known), ahead=not to_check) if style else None
    # Whether citeproc can do with the style and the references is known at once, and to every caller.
    trial = Beside(partial(try_style, master, style)) if style else None
    glossary = read_glossary(root / "glosarium.yaml")
    edits = read_edits(root / "suntingan.yaml") if whole_book else None
    in_folder = whole_book and (root / "buku.yaml").is_file()
    book = load(root / "buku.yaml", "buku") if in_folder else YamlFile(root / "buku.yaml", {})
    settings = _settings(book, front, master, profile)
    chosen = read_profile(root, settings.profile, book, front, asked=profile is not None)
    parsed = parsing()

    def cited() -> Cited:
        made = citing() if citing else parsed
        return Cited(made.blocks, made.refs)

    inputs = [master, references_path, root / "glosarium.yaml"]
    if whole_book:
        inputs += [root / "buku.yaml", root / "suntingan.yaml"]
    if chosen.path:
        inputs.append(chosen.path)
    if edits:
        inputs.append(edits.received_path)
    return Manuscript(
        root=root,
        path=master,
        settings=settings,
        text=text,
        blocks=parsed.blocks,
        refs=parsed.refs,
        citing=cited,
        glossary=glossary,
        references=references,
        references_path=references_path,
        edits=edits,
        inputs=tuple(path for path in inputs if path.is_file()),
        complaints=(*parsed.complaints, *(trial() if trial else ())),
        echo=echoing,
        profile=chosen.profile,
        in_folder=in_folder,
        profile_named=in_folder or profile is not None or "profil" in front.data,
    )


def _settings(book: YamlFile, front: YamlFile, master: Path, profile: str | None) -> Settings:
    """`buku.yaml` where a book has one; the master's front matter speaks for a single file."""
    silencers = _silencers(book)
    data = dict(book.data)
    data |= {key: value for key, value in front.data.items() if key != "nocite"}
    if isinstance(data.get("penulis"), str):
        data["penulis"] = [data["penulis"]]
    if profile:
        data["profil"] = profile
    try:
        return msgspec.structs.replace(msgspec.convert(data, Settings), silencers=silencers)
    except msgspec.ValidationError as fault:  # the schema lets 2026-02-30 through
        dates = (data.get("tanggal"), data.get("aksesibilitas", {}).get("tanggal"))
        wrong = next(str(date) for date in dates if date and not _in_calendar(str(date)))
        raise BookFault(_bad_date(book.path if book.node else master, wrong)) from fault


def _silencers(file: YamlFile) -> tuple[Silencer, ...]:
    """What `abaikan` in `buku.yaml` asks, each at the place of its code."""
    return tuple(
        Silencer(
            entry["kode"].upper(), str(entry.get("alasan", "")).strip(), file.span("abaikan", number, "kode")
        )
        for number, entry in enumerate(file.data.get("abaikan", ()))
    )


def _in_calendar(date: str) -> bool:
    try:
        datetime.date.fromisoformat(date)
    except ValueError:
        return False
    return True


def _bad_date(path: Path, date: str) -> Finding:
    lines = enumerate(read_text(path).splitlines(), 1)
    line = next((number for number, words in lines if "tanggal" in words and date in words), 1)
    return BAD_KEY.at(
        Span(path, line, 1, line, 1),
        f"Tanggal “{date}” tidak ada dalam kalender.",
        "Tulis tanggal sebagai TTTT-BB-HH.",
    )
