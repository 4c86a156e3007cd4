"""Files under source/ become a Manuscript. Only this stage parses."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec

from terbit.model.findings import BookFault, Finding, Silencer, Span, UsageFault
from terbit.model.manuscript import Manuscript, Settings
from terbit.read._boundary import guard
from terbit.read._csl import style_fault
from terbit.read._edits import read_edits
from terbit.read._files import read_text, unsaved
from terbit.read._glossary import read_glossary
from terbit.read._master import Echo, parse, split_front_matter
from terbit.read._profiles import read_profile
from terbit.read._references import read_references
from terbit.read._rules import BAD_KEY, EMPTY_MASTER, NO_MASTER, RULES
from terbit.read._yaml import YamlFile, load

__all__ = ["RULES", "read_manuscript", "unsaved"]


def read_manuscript(place: Path, csl: Path, profile: str | None = None, *, ahead: bool = False) -> Manuscript:
    """Read a book folder (with `source/naskah.md`) or a single Markdown file.

    `csl` is the citation style citeproc formats with. `profile` overrides `buku.yaml`. `ahead` works the
    places of words out beside the reading, for a caller that expects findings.
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
    return _read(master, csl, profile, whole_book=place.is_dir(), ahead=ahead)


def _read(master: Path, csl: Path, profile: str | None, *, whole_book: bool, ahead: bool) -> Manuscript:
    root = master.parent
    text = read_text(master)
    front, body = split_front_matter(master, text)
    if not body.strip():
        raise BookFault(EMPTY_MASTER.at(Span(master), "Naskah kosong.", "Tulis judul dan isinya."))
    references_path = root / "pustaka.json"
    references = read_references(references_path)
    with ThreadPoolExecutor(
        1
    ) as beside:  # pandoc is a process of its own: the other files are read meanwhile
        nocite = str(front.data.get("nocite", ""))
        parsing = beside.submit(parse, master, body, csl, references_path if references else None, nocite)
        edited = whole_book and (root / "suntingan.yaml").is_file()  # notes are then asked for by label
        echo = Echo(text, len(text) - len(body.lstrip("\n")), ahead=ahead or edited)
        glossary = read_glossary(root / "glosarium.yaml")
        edits = read_edits(root / "suntingan.yaml") if whole_book else None
        in_folder = whole_book and (root / "buku.yaml").is_file()
        book = load(root / "buku.yaml", "buku") if in_folder else YamlFile(root / "buku.yaml", {})
        settings = _settings(book, front, master, profile)
        chosen = read_profile(root, settings.profile, book, front, asked=profile is not None)
        parsed = parsing.result()
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
        bibliography=parsed.bibliography,
        glossary=glossary,
        references=references,
        references_path=references_path,
        edits=edits,
        inputs=tuple(path for path in inputs if path.is_file()),
        complaints=parsed.complaints,
        echo=echo,
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
        raise BookFault(
            _bad_date(book.path if book.node else master, str(data.get("tanggal", "")))
        ) from fault


def _silencers(file: YamlFile) -> tuple[Silencer, ...]:
    """What `abaikan` in `buku.yaml` asks, each at the place of its code."""
    return tuple(
        Silencer(
            entry["kode"].upper(), str(entry.get("alasan", "")).strip(), file.span("abaikan", number, "kode")
        )
        for number, entry in enumerate(file.data.get("abaikan", ()))
    )


def _bad_date(path: Path, date: str) -> Finding:
    line = next(
        (n for n, words in enumerate(read_text(path).splitlines(), 1) if words.startswith("tanggal")), 1
    )
    return BAD_KEY.at(
        Span(path, line, 1, line, 1),
        f"Tanggal “{date}” tidak ada dalam kalender.",
        "Tulis tanggal sebagai TTTT-BB-HH.",
    )
