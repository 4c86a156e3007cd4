"""Sources with random damage: each is imported with the words it still has, or refused in a sentence."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from tests.importing import texts, word

from terbit.importing import import_sources
from terbit.model.findings import BookFault

_CASES = 24
_MANY = 600


@pytest.mark.parametrize("seed", range(_CASES))
def test_damage_is_borne(tmp_path: Path, seed: int) -> None:
    """A seeded sample."""
    _spoil(tmp_path, seed)


@pytest.mark.soak
@pytest.mark.parametrize("first", range(0, _MANY, 50))
def test_much_damage_is_borne(tmp_path: Path, first: int) -> None:
    """Many."""
    for seed in range(_CASES + first, _CASES + first + 50):
        folder = tmp_path / str(seed)
        folder.mkdir()
        _spoil(folder, seed)


def _spoil(folder: Path, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311  # a seeded choice, no secret
    makers: tuple[Callable[[Path], Path], ...] = (
        word.torture, word.diagrams, word.styled, texts.opendocument, texts.page, texts.gfm, texts.tabbed,
    )  # fmt: skip
    source = dice.choice(makers)(folder)
    if source.suffix in {".docx", ".odt"} and dice.random() < 0.8:
        words = _spoil_xml(source, dice)
    else:
        words = set[str]()
        data = bytearray(source.read_bytes())
        for _ in range(dice.randrange(1, 9)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        source.write_bytes(data)
    try:
        made = import_sources((source,))
    except BookFault:  # anything else is a bug of ours, and fails here
        return
    # Damage joins words and parts them: it is enough that each still stands somewhere.
    lacking = [one for one in words if one not in made.master]
    assert not lacking or any("belum mendapat tempat" in one for one in made.lost), lacking


def _words(text: str) -> set[str]:
    return {word for word in text.split() if word.isalpha()}


def _spoil_xml(path: Path, dice: random.Random) -> set[str]:
    """Drop, double, move or empty elements of the text and change attributes; some words that are still there."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = dice.choice(
        [one for one in parts if one.endswith(("document.xml", "content.xml", "styles.xml", "notes.xml"))]
    )
    root = etree.fromstring(parts[name])
    for _ in range(dice.randrange(1, 6)):
        every = list(root.iter("*"))[1:]
        if not every:
            break
        node, other = dice.choice(every), dice.choice(every)
        parent = node.getparent()
        if parent is None:
            continue
        match dice.randrange(5):
            case 0:
                parent.remove(node)
            case 1:
                parent.insert(0, etree.fromstring(etree.tostring(node)))
            case 2 if node not in other.iterancestors() and node is not other:
                other.append(node)
            case 3:
                node.text = "kata sisipan"
            case _:
                for key in node.attrib:
                    node.set(key, dice.choice(["", "-1", "9" * 30, "true", "a b", "../x"]))
    parts[name] = etree.tostring(root)
    with zipfile.ZipFile(path, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    kept = (
        node
        for node in root.iter("{*}t")
        if next(node.iterancestors("{*}Fallback", "{*}moveFrom"), None) is None
    )
    told = " ".join(node.text or "" for node in kept) if name.endswith("document.xml") else ""
    return _words(told)
