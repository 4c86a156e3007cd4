"""A file that claims more of its accessibility than a judge finds is refused by `verify --strict`."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from tests import outside
from tests.conftest import write_book, write_png

from terbit import pipeline
from terbit.model.findings import Finding
from terbit.verify.claims import PDF_UA, claims

MASTER = """# Dua Pulau

Pembuka.

## Letak

![Peta dua pulau di utara](peta.png)

### Jarak

Isi bagian ini.
"""
CONFORMS = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
META = f'<meta property="dcterms:conformsTo">{CONFORMS}</meta></metadata>'


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small book with a picture, as EPUB and as a PDF for the screen."""
    folder = tmp_path_factory.mktemp("klaim") / "buku"
    write_book(folder / "source", MASTER)
    write_png(folder / "source" / "peta.png", 1200, 800)
    report = pipeline.build(folder, ("epub", "layar"))
    assert not report.stopped, report.findings
    return folder / "dist"


def told(dist: Path, folder: Path, suffix: str, change: Callable[[Path], None]) -> list[Finding]:
    """The claims that a copy of `dist`, its file with this suffix changed, is told to break."""
    copy = folder / "dist"
    shutil.copytree(dist, copy)
    for other in {".epub", ".pdf"} - {suffix}:
        next(copy.glob(f"*{other}")).unlink()  # is not judged then
    change(next(copy.glob(f"*{suffix}")))
    report = pipeline.verify_dist(copy, strict=True)
    missing = [f.message for f in report.findings if f.code == "V019"]
    if missing:
        outside.not_run(missing[0])
    return [finding for finding in report.findings if finding.code == "V020"]


def rewrite(name: str, old: str, new: str) -> Callable[[Path], None]:
    """Change a text in those files of an EPUB whose name ends with `name`."""

    def change(path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            parts = {entry: archive.read(entry) for entry in archive.namelist()}
        changed = {n: d.replace(old.encode(), new.encode()) for n, d in parts.items() if n.endswith(name)}
        assert any(parts[entry] != data for entry, data in changed.items())
        with zipfile.ZipFile(path, "w") as archive:
            for entry, data in (parts | changed).items():
                archive.writestr(entry, data)

    return change


def skip_a_level(path: Path) -> None:
    """Below the second level of headings, an EPUB goes on with the fifth."""
    rewrite(".xhtml", "<h3", "<h5")(path)
    rewrite(".xhtml", "</h3>", "</h5>")(path)


def without_descriptions(path: Path) -> None:
    """Take the description from every picture of a PDF."""

    def strip(element: Any) -> None:  # noqa: ANN401  # pikepdf objects have no types
        kids = element.get("/K", ())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if not isinstance(kid, int) and "/S" in kid:
                if str(kid.S) == "/Figure":
                    del kid["/Alt"]
                strip(kid)

    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        strip(pdf.Root.StructTreeRoot)
        pdf.save(path)


def test_what_is_claimed_is_read_from_the_file(dist: Path, tmp_path: Path) -> None:
    """The claims of both files, and none of what is no file of theirs."""
    epub, pdf = next(dist.glob("*.epub")), next(dist.glob("*.pdf"))
    assert claims(epub) >= {"alternativeText", "structuralNavigation", "textual"}
    assert claims(pdf) == {PDF_UA}
    for name in ("rusak.epub", "rusak.pdf", "lain.docx"):
        (tmp_path / name).write_bytes(b"PK\x03\x04")
        assert claims(tmp_path / name) == frozenset()


def test_true_claims_stand(dist: Path, tmp_path: Path) -> None:
    """Nothing is told of a PDF as it was made, nor of an EPUB that rightly claims to conform too."""
    assert told(dist, tmp_path / "a", ".pdf", lambda _: None) == []
    assert told(dist, tmp_path / "b", ".epub", rewrite(".opf", "</metadata>", META)) == []


@pytest.mark.parametrize(
    ("suffix", "change", "judge", "rule", "claimed"),
    [
        (
            ".epub",
            skip_a_level,
            "Ace",
            "heading-order",
            {"structuralNavigation"},
        ),
        (
            ".epub",
            rewrite(".xhtml", 'alt="Peta dua pulau di utara"', ""),
            "Ace",
            "image-alt",
            {"alternativeText", "textual"},
        ),
        (".pdf", without_descriptions, "veraPDF", "7.3-1", {PDF_UA}),
    ],
)
def test_a_claim_that_a_judge_contradicts_is_an_error(  # noqa: PLR0913, PLR0917  # one argument per column
    dist: Path,
    tmp_path: Path,
    suffix: str,
    change: Callable[[Path], None],
    judge: str,
    rule: str,
    claimed: set[str],
) -> None:
    """The finding names the edition, the claim, the judge and its rule, which it may think a small matter."""
    found = told(dist, tmp_path, suffix, change)
    assert found, "nothing was told"
    edition = {".epub": "epub", ".pdf": "layar"}[suffix]
    assert found[0].message.startswith(f"Edisi “{edition}” menyatakan ")
    assert f"{judge} membantahnya" in found[0].message
    assert rule in found[0].message
    assert set(re.findall("“([^”]*)”", found[0].message.partition("tetapi")[0])) == {edition, *claimed}


def test_who_claims_to_conform_may_have_no_violation(dist: Path, tmp_path: Path) -> None:
    """The claim of conformance falls with the smallest."""

    def change(path: Path) -> None:
        rewrite(".opf", "</metadata>", META)(path)
        skip_a_level(path)

    (found,) = told(dist, tmp_path, ".epub", change)
    assert f"“{CONFORMS}”" in found.message
    assert "“structuralNavigation”" in found.message


def test_what_is_not_claimed_is_not_held_against_it(dist: Path, tmp_path: Path) -> None:
    """The same fault in an EPUB that does not claim its headings."""

    def change(path: Path) -> None:
        rewrite(".opf", ">structuralNavigation<", ">taggedPDF<")(path)
        skip_a_level(path)

    assert told(dist, tmp_path, ".epub", change) == []
