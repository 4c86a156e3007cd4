"""The words of a PDF's pages: read by several processes, kept by what makes them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from terbit.adapters import fork, store
from terbit.editions._pdf_pages import PageTexts

CMAP = b"1 beginbfrange\n<0001> <0003> <%04x>\nendbfrange\n"
A, X = ord("a"), ord("x")


def document(texts: list[str], first: int = A, box: int = 100) -> pikepdf.Pdf:
    """A page for each text of glyphs 1 to 3, which mean the letters from `first` on."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(pikepdf.Dictionary(ToUnicode=pdf.make_stream(CMAP % first)))
    for text in texts:
        codes = "".join(f"{int(glyph):04x}" for glyph in text)
        content = f"/Span <</MCID 4>> BDC BT /F 9 Tf 1 0 0 1 50 50 Tm <{codes}> Tj ET EMC"
        page = pdf.add_blank_page(page_size=(box, box))
        page.Contents = pdf.make_stream(content.encode())
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    data = io.BytesIO()
    pdf.save(data)
    return pikepdf.open(data)


def told(pdf: pikepdf.Pdf) -> list[str]:
    """What each page says."""
    texts = PageTexts(pdf)
    return [texts[page.obj.objgen, 4] for page in pdf.pages]


@pytest.fixture
def reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many pages were read each time, with a store of our own."""
    monkeypatch.setenv(store.PLACE, str(tmp_path / "simpanan"))
    counts: list[int] = []
    results = fork.results

    def counted(jobs: Any, size: int) -> list[bytes]:  # noqa: ANN401  # as fork's
        counts.append(len(jobs))
        return results(jobs, size)

    monkeypatch.setattr(fork, "results", counted)
    return counts


def test_a_page_is_read_once(reads: list[int]) -> None:
    """Until its content changes; the others are kept."""
    assert told(document(["12", "3", ""])) == ["ab", "c", ""]
    assert told(document(["12", "3", ""])) == ["ab", "c", ""]
    assert told(document(["12", "31", ""])) == ["ab", "ca", ""]
    assert reads == [3, 0, 1]


def test_a_page_is_read_again_when_its_glyphs_mean_something_else(reads: list[int]) -> None:
    """The same content stream, another ToUnicode CMap."""
    assert told(document(["12"])) == ["ab"]
    assert told(document(["12"], X)) == ["xy"]
    assert reads == [1, 1]


def test_a_page_is_read_again_when_its_edges_move(reads: list[int]) -> None:
    """What lies outside is not said."""
    assert told(document(["12"])) == ["ab"]
    assert told(document(["12"], box=40)) == [""]
    assert reads == [1, 1]


def test_the_order_of_pages_is_kept_however_many_read() -> None:
    """More pages than one process reads."""
    texts = [f"{number % 3 + 1}" * (number % 7) for number in range(450)]
    letters = [text.translate({49: "a", 50: "b", 51: "c"}) for text in texts]
    assert told(document(texts)) == letters
