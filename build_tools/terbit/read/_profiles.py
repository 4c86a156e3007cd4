"""A profile's name, or a file of the book's own, becomes a Profile."""

from __future__ import annotations

from pathlib import Path

import msgspec
import yaml

from terbit.model.findings import BookFault, UsageFault
from terbit.model.profile import Profile
from terbit.read._rules import BAD_KEY
from terbit.read._yaml import YamlFile, load

_SHIPPED = Path(__file__).parent / "profiles"
OWN = "profil.yaml"
"""The profile that a book keeps beside its master; it is chosen by its `nama`."""


class Chosen(msgspec.Struct, frozen=True):
    """A profile, and its file where that belongs to the book."""

    profile: Profile
    path: Path | None = None


def names() -> tuple[str, ...]:
    """The profiles that come with Terbit."""
    return tuple(sorted(path.stem for path in _SHIPPED.glob("*.yaml")))


def read_profile(root: Path, name: str, book: YamlFile, front: YamlFile, *, asked: bool) -> Chosen:
    """The profile `name`: a YAML file in `root`, the `nama` of `root/profil.yaml`, or one shipped.

    `asked` on the command line, an unknown name is a `UsageFault`; in a file it is a `BookFault` there.
    """
    if name.endswith((".yaml", ".yml")) and (root / name).is_file():
        return _own(root / name)
    if (root / OWN).is_file():
        own = _own(root / OWN)
        if own.profile.name == name:
            return own
    if name in names():
        data = yaml.load((_SHIPPED / f"{name}.yaml").read_bytes(), Loader=yaml.CSafeLoader)
        return Chosen(msgspec.convert(data, Profile))
    message, hint = f"Profil “{name}” tidak dikenal.", f"Pilih salah satu: {', '.join(names())}."
    if asked:
        raise UsageFault(message, hint)
    teller = front if "profil" in front.data else book
    raise BookFault(BAD_KEY.at(teller.span("profil"), message, hint))


def _own(path: Path) -> Chosen:
    return Chosen(msgspec.convert(load(path, "profil").data, Profile), path)
