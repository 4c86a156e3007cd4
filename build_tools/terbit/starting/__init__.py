"""A title and a profile become the files of a new book, which checks clean and builds at once."""

from __future__ import annotations

import datetime
import json
import os
import re
import unicodedata
from importlib import resources
from importlib.resources.abc import Traversable

PROFILES = ("artikel", "buku-ajar", "modul-ajar")
"""The profiles that a new book can have, each with a folder of templates."""
ACTION = "PEMILIK/terbit/.github/actions/terbit@main"
"""The action of the workflow while nobody said on whose account Terbit lies."""

_COMMON = "umum"
_CONTENTS = ("source/glosarium.yaml", "source/pustaka.json")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#$^~@|])")


def new_book(
    *, title: str, author: str, profile: str, date: datetime.date, action: str = ACTION
) -> dict[str, bytes]:
    """The files of a new book by their path in its folder, a master that teaches among them.

    `title` and `author` are plain text of one line, `author` may be empty; `action` is what the workflow
    uses, as `owner/repository/path@ref`.
    """
    words = _words(title, author, profile, date, action)
    templates = resources.files(__package__) / "templates"
    files = _below(templates / _COMMON) | _below(templates / profile)
    return {name: _filled(data, words) for name, data in files.items()}


def frame(
    *, title: str, author: str, profile: str, date: datetime.date, action: str = ACTION
) -> dict[str, bytes]:
    """As `new_book`, without master, glossary and references."""
    words = _words(title, author, profile, date, action)
    files = _below(resources.files(__package__) / "templates" / _COMMON)
    return {name: _filled(data, words) for name, data in files.items() if name not in _CONTENTS}


def _words(title: str, author: str, profile: str, date: datetime.date, action: str) -> dict[str, str]:
    """What stands in the gaps of the templates."""
    title = _typeset(title)
    writer = f"penulis: {_quoted(author)}" if author else '# penulis: "Nama penulis"'
    return {
        "ID": slug(title),
        "JUDUL_MD": _MARKDOWN.sub(r"\\\1", title),
        "JUDUL_YAML": _quoted(title),
        "PENULIS_YAML": writer,
        "PROFIL": profile,
        "TANGGAL": date.isoformat(),
        "TINDAKAN": action,
    }


def slug(title: str) -> str:
    """A name of small letters, digits and hyphens, for files and for `id`; `buku` where nothing is left."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-") or "buku"


def today() -> datetime.date:
    """The date that a new book bears: that of SOURCE_DATE_EPOCH where it is set, else of this day."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.datetime.fromtimestamp(int(epoch), tz=datetime.UTC).date()
    return datetime.datetime.now().astimezone().date()


def _typeset(text: str) -> str:
    """Quotation marks, ellipses and dashes as pandoc makes them of those in a master."""
    text = re.sub(r"(?:(?<=\s)|^|(?<=[(“]))([\"'])", lambda mark: "“" if mark[1] == '"' else "‘", text)
    return text.replace('"', "”").replace("'", "’").replace("...", "…").replace("---", "—").replace("--", "–")


def _below(folder: Traversable, above: str = "") -> dict[str, bytes]:
    """Each file of a folder of templates by its path; a leading `_` stands for a dot.

    Under their own names some of them would steer the tools of this repository.
    """
    found: dict[str, bytes] = {}
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        name = above + re.sub(r"^_", ".", entry.name)
        found |= _below(entry, f"{name}/") if entry.is_dir() else {name: entry.read_bytes()}
    return found


def _filled(data: bytes, words: dict[str, str]) -> bytes:
    return re.sub(r"\{\{([A-Z_]+)\}\}", lambda gap: words[gap[1]], data.decode()).encode()


def _quoted(text: str) -> str:
    # A JSON string is a YAML one, but for what YAML calls a line end (1.2, 5.4): click's prompt gives none.
    return json.dumps(text, ensure_ascii=False)
