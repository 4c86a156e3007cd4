"""Every rule's `wrong` and `right` run: small real books in which it speaks, and does not."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import write_png

from terbit import _silence, checks, pipeline
from terbit.model.findings import Finding, Rule, Severity

CHECKS = checks.load_all()
_TITLE = re.compile(r"^# ([^{\n]+)", re.MULTILINE)
_FILE = re.compile(r"^([\w/]+\.(?:yaml|json|txt)):\n", re.MULTILINE)


def findings_in(folder: Path, example: str) -> tuple[Finding, ...]:
    """What is found in the book that an example describes.

    An example is a master, then files of the book, each under its name with a colon. Where it has no title
    it gets one and a first paragraph; where it has no `buku.yaml`, an ordinary one.
    """
    source = folder / "source"
    master, *files = _FILE.split(example)
    if not master.startswith(("# ", "---\n", "## Latar")):
        master = f"# Judul\n\nAwal.\n\n{master}"
    write_png(source / "gambar" / "peta.png")
    title = _TITLE.search(master)
    book = f"judul: {title[1] if title else 'Judul'}\nbahasa: id\nprofil: artikel\n"
    plain = {"naskah.md": f"{master.rstrip()}\n", "buku.yaml": book}
    for name, text in (plain | dict(zip(files[::2], files[1::2], strict=True))).items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(text, encoding="utf-8")
    return pipeline.check(folder).findings


# What a picture's bytes do has no example in words: `test_images.py` makes such files.
IN_BYTES = frozenset({"A018", "A021", "A022", "A023"})
RULES = (*(check.RULE for check in CHECKS if check.RULE.code not in IN_BYTES), *_silence.RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_wrong_example_is_found_and_the_right_one_is_not(tmp_path: Path, rule: Rule) -> None:
    """What a rule calls wrong is found by it, what it calls right is not, and is no error of language."""
    assert rule.code in {finding.code for finding in findings_in(tmp_path / "salah", rule.wrong)}
    right = findings_in(tmp_path / "benar", rule.right)
    assert rule.code not in {finding.code for finding in right}
    if rule.code[0] in "ETK":
        grave = [f for f in right if f.code[0] in "ETK" and f.severity is not Severity.ADVICE]
        assert [f.message for f in grave] == []


def _kind(run: Callable[..., object]) -> str:
    """What a check is made of: its file where it decides anything itself, else the helpers that it feeds.

    Two checks that hand other data to the same helpers, with no condition of their own, are one kind.
    """
    module = inspect.getmodule(run)
    assert module
    nodes = [node for part in ast.parse(inspect.getsource(module)).body for node in ast.walk(part)]
    decides = any(
        isinstance(node, ast.IfExp | ast.BoolOp | ast.Compare | ast.Match | ast.While)
        or (isinstance(node, ast.If) and not isinstance(node.test, ast.Constant))
        or (isinstance(node, ast.comprehension) and node.ifs)
        for node in nodes
    )
    called = {n.func.id for n in nodes if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    helpers = sorted(called & vars(module).keys() - {"Rule", "Fix", "listed", "data"})
    return module.__name__ if decides else " ".join(helpers)


def test_there_are_eighty_kinds_of_checks() -> None:
    """Those that differ only in data count as one; each has an example that the test above runs."""
    kinds = {_kind(check.run) for check in CHECKS if check.RULE.wrong and check.RULE.right}
    assert len(kinds) >= 80
