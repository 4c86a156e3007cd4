"""Page numbers that are put in when the pages are bound: whatever a stylesheet asks for, they are right."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from tests.conftest import ROOT
from tests.volume import write_textbook

from terbit import pipeline


def _built(folder: Path, edition: str, rules: str) -> Path:
    write_textbook(folder, 3)
    shipped = (ROOT / "styles" / f"{edition}.css").read_text("utf-8")
    (folder / "styles").mkdir()
    (folder / "styles" / f"{edition}.css").write_text(f"{shipped}\n{rules}\n", encoding="utf-8")
    report = pipeline.build(folder, (edition,))
    assert report.files, [finding.message for finding in report.findings if finding.stops]
    (pdf,) = (folder / "dist").glob(f"*-{edition}.pdf")
    return pdf


def _margins(pdf: Path, below: float) -> list[tuple[str, str]]:
    """The label of each page, and what stands in the lowest `below` pt of it."""
    with pikepdf.open(pdf) as file:
        labels = [str(page.label) for page in file.pages]
    document = pypdfium2.PdfDocument(pdf)
    texts = []
    for page in document:
        width, _ = page.get_size()
        texts.append(page.get_textpage().get_text_bounded(0, 0, width, below).strip())
    return list(zip(labels, texts, strict=True))


@pytest.mark.parametrize(
    ("rules", "shown"),
    [
        ("@page { @bottom-center { content: counter(page) } }", "{}"),
        ('@page { @bottom-center { content: "hlm. " counter(page) } }', "hlm. {}"),
        ('@page { @bottom-center { content: counter(page) " dari buku" } }', "{} dari buku"),
    ],
)
def test_a_number_alone_or_among_words_is_that_of_its_page(rules: str, shown: str, tmp_path: Path) -> None:
    """Every page that shows one shows its own, in chapters that were laid out before it was known."""
    found = [(label, text) for label, text in _margins(_built(tmp_path, "layar", rules), 85) if text]
    assert len(found) > 20
    assert [text for _, text in found] == [shown.format(label) for label, _ in found]


def test_roman_numbers_stand_in_the_front_matter(tmp_path: Path) -> None:
    """As the labels of the pages say, on right-hand and left-hand pages alike."""
    found = [(label, text) for label, text in _margins(_built(tmp_path, "cetak", ""), 150) if text]
    assert [text for _, text in found] == [label for label, _ in found]
    assert {"vii", "1", "2", "12"} <= {label for label, _ in found}
