"""The documents say what is true: commands run, options are described, folders exist, pictures are there."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import click
import pytest
from tests.command import run
from tests.conftest import ROOT

from terbit.cli import terbit_command

READMES = ("README.md", "README.id.md")


def _commands(name: str) -> list[str]:
    """The lines of all `sh` blocks."""
    text = (ROOT / name).read_text("utf-8")
    return [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]


def test_both_readmes_give_the_same_commands() -> None:
    """English and Indonesian readers are told to type the same."""
    first, second = map(_commands, READMES)
    assert first == second
    assert first[:2] == ["make build", "make test"]


@pytest.mark.parametrize("command", _commands("README.md"))
def test_readme_commands_run(command: str, article: Path) -> None:
    """A make target of the README exists; a terbit command of the README ends well on our own book."""
    program, *words = command.split()
    if program == "make":
        done = subprocess.run(["make", "-n", *words], cwd=ROOT, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        return
    assert program == ".venv/bin/terbit"
    if words[0] == "verify":
        assert run("build", "epub", cwd=article).returncode == 0
    done_well = run(*words, cwd=article)
    assert done_well.returncode == 0, done_well.stdout + done_well.stderr


@pytest.mark.parametrize(
    "name", [*READMES, "docs/ARCHITECTURE.md", "docs/guide/panduan.md", "docs/guide/pemenggalan.md"]
)
def test_links_lead_to_files(name: str) -> None:
    """Every relative link and picture of a document exists."""
    page = ROOT / name
    prose = re.sub(r"`[^`]*`", "", page.read_text("utf-8"))
    for target in re.findall(r"\]\(([^)#:]+)\)", prose):
        assert (page.parent / target).exists(), target


def test_every_command_and_option_is_in_the_guide() -> None:
    """The guide names each command, argument and option of the program, and the program has help for it."""
    guide = (ROOT / "docs" / "guide" / "panduan.md").read_text("utf-8")
    for name, command in terbit_command.commands.items():
        assert f"`terbit {name}" in guide
        assert command.help
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help
                assert parameter.opts[0] in guide, (name, parameter.opts)


def test_the_architecture_names_the_folders_that_are() -> None:
    """The tree in ARCHITECTURE.md lists the folders of the repository, no more and no fewer."""
    text = (ROOT / "docs" / "ARCHITECTURE.md").read_text("utf-8")
    tree = re.search(r"## Where things live\n.*?```\n(.*?)```", text, re.DOTALL)
    assert tree
    listed = set(re.findall(r"^(\S+)/ ", tree[1], re.MULTILINE))
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    folders = {str(Path(line).parent) for line in tracked.stdout.splitlines()}
    top = {folder.split("/")[0] for folder in folders if not folder.startswith(".")}
    package = {"/".join(folder.split("/")[:3]) for folder in folders if folder.startswith("build_tools/")}
    assert listed == top | package | {"build_tools"}


def test_every_dependency_has_its_reason() -> None:
    """Each run-time dependency stands in ARCHITECTURE.md with the reason for it."""
    text = (ROOT / "docs" / "ARCHITECTURE.md").read_text("utf-8")
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    block = re.search(r"^dependencies = \[(.*?)^\]", project, re.DOTALL | re.MULTILINE)
    assert block
    for name in re.findall(r'"([A-Za-z0-9_.-]+?)[>=<]', block[1]):
        assert f"| {name} |" in text, name
