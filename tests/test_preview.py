"""What `terbit watch` decides: which pages changed, which chapter is shown first, which editor opens."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import click
import pypdfium2
import pytest
from tests.preview import MASTER

from terbit.adapters.pdfium import Entry, Sheets
from terbit.cli.writing import watch_command
from terbit.model.findings import UsageFault
from terbit.watching import editors
from terbit.watching.excerpt import change, excerpt
from terbit.watching.messages import Built, Galley, Pdf
from terbit.watching.state import State


def _pdf(*heights: int) -> bytes:
    """Empty pages of these heights, in pt: each looks otherwise."""
    out = io.BytesIO()
    with pypdfium2.PdfDocument.new() as document:
        for height in heights:
            document.new_page(100, height).close()
        document.save(out)
    return out.getvalue()


def _built(dist: Path, *heights: int) -> Built:
    (dist / "layar.pdf").write_bytes(data := _pdf(*heights))
    leaves = Sheets(data).leaves()
    marks = (Entry("Satu\u00a0a", 0, 1), Entry("Dua", 0, 3))
    return Built(stopped=False, findings=(), pdfs=(Pdf("layar", "layar.pdf", leaves, marks),))


def _told(state: State) -> Any:  # noqa: ANN401  # JSON
    return json.loads(next(state.changes(0)) or b"")


def test_quick_previews_take_no_page_of_the_book_away(tmp_path: Path) -> None:
    """They stand in place of their chapter; however many come, every page that is shown can be drawn."""
    state = State(tmp_path, tmp_path, "")
    state.hear(_built(tmp_path, 100, 110, 120, 130))
    for height in range(200, 210):
        pdf = _pdf(height)
        state.hear(Galley(1, pdf, Sheets(pdf).leaves(), "Satu a", 0))
    told = _told(state)
    assert (told["at"], told["until"], told["changed"]) == (1, 3, 1)
    shown = [leaf["digest"] for leaf in (*told["pdfs"]["layar"], *told["quick"])]
    assert len(shown) == 5
    assert all(found and found[0].picture(found[1], 80) for found in map(state.picture, shown))


def test_the_page_that_was_written_on_comes_before_the_contents(tmp_path: Path) -> None:
    """Of all pages that changed, the first of the chapter with the change; without a chapter, the first."""
    state = State(tmp_path, tmp_path, "")
    state.hear(_built(tmp_path, 100, 110, 120, 130))
    assert _told(state)["changed"] == -1
    state.hear(_built(tmp_path, 101, 110, 120, 131))
    assert _told(state)["changed"] == 0
    pdf = _pdf(200)
    state.hear(Galley(1, pdf, Sheets(pdf).leaves(), "Dua", 0))
    state.hear(_built(tmp_path, 102, 110, 120, 132))
    assert _told(state)["changed"] == 3


def test_an_excerpt_is_the_changed_chapter_with_its_notes() -> None:
    """Headings before it are kept, to count it; other chapters, and headings in code, are not."""
    new = MASTER.replace("Dua negara", "Tiga negara").replace(
        "## Bagian Kedua", "```\n## kode\n```\n\n## Dua"
    )
    part = excerpt(new, change(MASTER, new))
    assert part.text.startswith("# Kerja Sama\n\n## Bagian Pertama\n")
    assert "[^satu]: Catatan" in part.text
    assert "## kode" in part.text
    assert "## Dua" not in part.text
    assert "pembuka" not in part.text
    assert part.after.startswith("Tiganegara")


@pytest.mark.parametrize(("asked", "start"), [(None, "subl://"), ("zed", "zed://"), ("x://{path}", "x://")])
def test_an_editor_is_chosen(asked: str | None, start: str) -> None:
    """By name, by an address, or by the environment; paths are escaped."""
    pattern = editors.template(asked, {"VISUAL": "", "EDITOR": "/usr/bin/subl -w"})
    assert editors.address(pattern, "/a b/{line}.md", 3, 4).startswith(start)
    assert "/a%20b/%7Bline%7D.md" in editors.address(pattern, "/a b/{line}.md", 3, 4)


@pytest.mark.parametrize("asked", ["javascript:alert('{path}')", "data:{path}", "tidak-ada"])
def test_an_editor_that_would_run_in_the_page_is_refused(asked: str) -> None:
    """A link must leave the page."""
    with pytest.raises(UsageFault):
        editors.template(asked)


def test_the_names_in_the_help_are_those_that_are_known() -> None:
    """`terbit watch --help` lists every editor."""
    text = watch_command.get_help(click.Context(watch_command))
    assert all(re.search(rf"\b{name}\b", text) for name in editors.names())
