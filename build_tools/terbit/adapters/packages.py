"""The Python packages a build runs with, as their own metadata (Core Metadata 2.4) tell."""

from __future__ import annotations

import functools
import importlib.metadata
import re

import msgspec

_NAMES = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "GNU Affero General Public License v3 or later (AGPLv3+)": "AGPL-3.0-or-later",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.0-or-later",
    "Mozilla Public License 1.1 (MPL 1.1)": "MPL-1.1",
}
"""Trove classifiers as SPDX identifiers. Those called “BSD” here are all of three clauses, by their files."""
_SPOKEN = {"BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0"}

_TOOLS = ("pypandoc_binary", "weasyprint", "EbookLib", "lxml", "pikepdf", "pypdfium2", "pyphen", "ziamath")


class Package(msgspec.Struct, frozen=True):
    """A distribution: its normalised name, its version and its licence as an SPDX expression."""

    name: str
    version: str
    licence: str


@functools.cache
def runtime(root: str) -> tuple[Package, ...]:
    """`root` and all it needs, without extras, by name. What another Python or system needs is left out."""
    found: dict[str, Package] = {}
    waiting = [root]
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in found:
            continue
        try:
            one = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # its marker speaks of another system
        found[name] = Package(name, one.version, _licence(one.metadata))
        for line in one.requires or ():
            wanted = re.match(r"[A-Za-z0-9._-]+", line)
            if wanted and "extra ==" not in line:
                waiting.append(wanted.group())
    return tuple(found[name] for name in sorted(found))


def tools() -> tuple[tuple[str, str], ...]:
    """The tools that make the editions, each with its version, without loading or running one."""
    found = []
    for name in _TOOLS:
        try:
            found.append((name, importlib.metadata.version(name)))
        except importlib.metadata.PackageNotFoundError:
            found.append((name, "(tidak terpasang)"))
    return tuple(found)


def _licence(metadata: importlib.metadata.PackageMetadata) -> str:
    told = " ".join(metadata.get_all("License-Expression") or ())
    written = " ".join(metadata.get_all("License") or ()).strip()
    classified = [str(line).rpartition(" :: ")[2] for line in metadata.get_all("Classifier") or ()]
    named = [_NAMES[line] for line in classified if line in _NAMES]
    return told or " OR ".join(named) or _SPOKEN.get(written, written)
