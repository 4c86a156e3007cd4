"""The layar edition, on real books: it says what the book says, and claims only what holds."""

from __future__ import annotations

import gc
import io
import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pikepdf
import pytest
from tests.conftest import BODY, ROOT, make_book

from terbit.adapters import _weasyprint_machine
from terbit.adapters._weasyprint_machine import fonts_folder
from terbit.editions import load
from terbit.editions._pdf_pages import PageTexts
from terbit.model.book import Book, Rendered, Styles
from terbit.model.findings import MachineFault
from terbit.model.outline import Reading

LAYAR = load("layar")
STYLES = Styles((ROOT / "styles",))
SENTENCE = "Negara-negara dapat saling mendukung dalam bidang politik, ekonomi, sosial, dan budaya. "
LONG = "\n\n".join(
    ["# Panjang: Sebuah Uji[^0]", "[^0]: Catatan judul."]
    + [
        f"## Bagian {n // 8}\n\n{SENTENCE * 6}" if n % 8 == 0 else f"{SENTENCE * 8}[^{n}]"
        for n in range(1, 41)
    ]
    + [f"[^{n}]: Catatan {n}. {SENTENCE * (n % 7)}" for n in range(1, 41) if n % 8]
    + [
        "| No | Isi |\n|---|---|\n"
        + "\n".join(f"| {n} | sel **{n}** |" for n in range(90))
        + "\n\n: Tabel panjang"
    ]
    + ["istilah\n:   makna satu\n\n    paragraf dua[^li]\n\n[^li]: berdaftar\n\n    - satu\n    - dua"]
    + [
        f"[*miring* dan **tebal**](https://example.org/) <https://example.org/{'panjang' * 30}>",
        "a. anak\n\n    kedua\n\nb. lain",
        f"~~~\nkode {'x' * 200}\n~~~",
    ]
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Book, Rendered]:
    """The book with one of everything, rendered once."""
    book = make_book(tmp_path_factory.mktemp("buku"))
    return book, LAYAR.render(book, STYLES)


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> tuple[Book, Rendered]:
    """A book whose paragraphs, notes and table run over pages, rendered once."""
    body = LONG.replace("[^0]\n", "[^0] [kerja]{#pakai-kerja-sama-1}\n", 1)
    book = make_book(tmp_path_factory.mktemp("panjang"), body)
    return book, LAYAR.render(book, STYLES)


def squeezed(text: str) -> str:
    """`text` without white space, soft hyphens and the marks of line ends: what promise and finding share."""
    return "".join(text.replace("\u00ad", "").replace("\u200b", "").split())


def inspect(data: bytes, folder: Path) -> Reading:
    """What the edition finds in a finished file with these bytes."""
    file = folder / "buku-layar.pdf"
    file.write_bytes(data)
    return LAYAR.inspect(file)


def agrees(book: Book, reading: Reading) -> tuple[bool, bool]:
    """Whether passages and notes of the reading are those the book promises."""
    promised, pairs = book.outline, []
    for texts, found in ((promised.passages, reading.passages), (promised.notes, reading.notes)):
        pairs.append("".join(squeezed(p.text) for p in texts) == "".join(map(squeezed, found)))
    return pairs[0], pairs[1]


def codes(rendered: Rendered) -> list[str]:
    """The codes of the complaints, in order."""
    return [complaint.code for complaint in rendered.complaints]


def render(body: str, folder: Path) -> Rendered:
    """The sample book with another body."""
    return LAYAR.render(make_book(folder, body), STYLES)


def kids(element: Any) -> list[Any]:  # noqa: ANN401  # pikepdf's objects are whatever the file says
    """What a structure element holds: elements, references to objects, numbers of marked content."""
    held = element.get("/K", ())
    return list(held) if isinstance(held, (pikepdf.Array, tuple)) else [held]


def elements(pdf: pikepdf.Pdf) -> list[Any]:
    """Every structure element, a parent before its children."""
    found: list[Any] = []
    stack: list[Any] = [pdf.Root.StructTreeRoot.K[0]]
    while stack:
        found.append(stack.pop())
        stack += [kid for kid in kids(found[-1])[::-1] if not isinstance(kid, int) and "/S" in kid]
    return found


def redraw(data: bytes, words: str, *, keep: bool) -> bytes:
    """The file with the marked content that says `words` cut out, or (`keep`) drawn above the page."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        texts = PageTexts(pdf)
        for page in pdf.pages:
            kept: list[Any] = []
            mark: str | None = None
            for step in pikepdf.parse_content_stream(page):
                name = str(step.operator)
                if name == "BDC":
                    mark = texts[(page.obj.objgen, int(step.operands[1].MCID))].strip()
                if mark == words and keep and name == "Tm":
                    operands = pikepdf.Array([*list(step.operands)[:5], -3000])
                    kept.append(pikepdf.ContentStreamInstruction(operands, step.operator))
                elif mark != words or keep or name in {"BDC", "EMC", "q", "Q"}:
                    kept.append(step)
                mark = None if name == "EMC" else mark
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def test_it_says_what_the_book_says(sample: tuple[Book, Rendered], tmp_path: Path) -> None:
    """Every passage and note stands in the finished file, in order, and nothing else but furniture."""
    book, rendered = sample
    assert agrees(book, inspect(rendered.data, tmp_path)) == (True, True)
    assert rendered.complaints == ()


def test_long_text_survives_its_page_ends(long: tuple[Book, Rendered], tmp_path: Path) -> None:
    """Paragraphs, notes and tables cut by pages read as one, table heads once, without an added hyphen."""
    book, rendered = long
    reading = inspect(rendered.data, tmp_path)
    assert agrees(book, reading) == (True, True)
    assert len(pikepdf.open(io.BytesIO(rendered.data)).pages) > 12
    assert rendered.complaints == ()


def test_a_lost_paragraph_is_seen(sample: tuple[Book, Rendered], tmp_path: Path) -> None:
    """A paragraph cut out of the page is missed."""
    book, rendered = sample
    data = redraw(rendered.data, "Jawaban.", keep=False)
    assert agrees(book, inspect(data, tmp_path)) == (False, True)


def test_a_paragraph_off_the_page_is_seen(sample: tuple[Book, Rendered], tmp_path: Path) -> None:
    """Text that is drawn where nobody sees it is missed."""
    book, rendered = sample
    data = redraw(rendered.data, "Jawaban.", keep=True)
    assert agrees(book, inspect(data, tmp_path)) == (False, True)


def test_a_lost_note_is_seen(sample: tuple[Book, Rendered], tmp_path: Path) -> None:
    """A note cut out of the page is missed among the notes, and nowhere else."""
    book, rendered = sample
    data = redraw(rendered.data, "Catatan kedua.", keep=False)
    assert agrees(book, inspect(data, tmp_path)) == (True, False)


def test_a_note_taller_than_the_page_is_whole(tmp_path: Path) -> None:
    """WeasyPrint cuts such a note silently: it stands after its paragraph, and no note changes its place."""
    note = f"Catatan {SENTENCE * 120}"
    book = make_book(
        tmp_path,
        f"# Judul\n\n[Teks]{{#pakai-kerja-sama-1}}[^0][^a] lalu[^b].\n\nAkhir[^c].\n\n"
        f"[^0]: Nol.\n\n[^a]: {note}\n\n[^b]: Dua.\n\n[^c]: Tiga.",
    )
    rendered = LAYAR.render(book, STYLES)
    assert codes(rendered) == []
    assert agrees(book, inspect(rendered.data, tmp_path)) == (True, True)
    assert [rule.code for rule in LAYAR.rules if rule.stops] == ["X005", "X007", "X008", "X032"]


@pytest.mark.parametrize("name", ["layar", "cetak"])
def test_every_note_stands_on_the_page_of_its_mark(name: str, tmp_path: Path) -> None:
    """WeasyPrint would give a note away to the next page to win a line of text."""
    body = "\n\n".join(
        [
            "# Judul",
            *(f"{SENTENCE * (n % 5 + 1)}[^{n}] {SENTENCE * (n % 3)}" for n in range(120)),
            *(f"[^{n}]: Catatan. {SENTENCE * (n % 6)}" for n in range(120)),
        ]
    )
    rendered = load(name).render(make_book(tmp_path, body), STYLES)
    with pikepdf.open(io.BytesIO(rendered.data)) as pdf:
        pages = {
            role: [one.Pg.objgen for one in elements(pdf) if str(one.S) == role]
            for role in ("/Reference", "/Note")
        }
    assert len(pages["/Note"]) == 120
    assert pages["/Note"] == pages["/Reference"][:120]  # behind them comes that of the glossary's entry


def test_it_declares_pdfua_only_with_descriptions(sample: tuple[Book, Rendered], tmp_path: Path) -> None:
    """An image without description costs the claim, not the edition, and is named."""
    bare = render(BODY.replace("![Peta hubungan Mesir dan Het]", "teks ![]"), tmp_path)
    assert codes(bare) == ["X003"]
    assert bare.complaints[0].about == "gambar/peta.png"
    for rendered, claimed in ((sample[1], True), (bare, False)):
        with pikepdf.open(io.BytesIO(rendered.data)) as pdf:
            assert pdf.Root.MarkInfo.Marked
            assert ("/Metadata" in pdf.Root and b"pdfuaid" in pdf.Root.Metadata.read_bytes()) is claimed


def test_tools_complaints_are_kept_in_indonesian(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Broken and double anchors, a missing glyph and a spoilt image become complaints; nothing is printed."""
    book = make_book(
        tmp_path,
        "# Judul {#pakai-kerja-sama-1}\n\n[a](#hilang) [b]{#dua} [c]{#dua} [d](lain.md) 한\n\n"
        "![rusak](gambar/peta.png) ![jauh](http://127.0.0.1:9/x.png) ![luar](../luar.png) "
        "![pintas](gambar/pintas.png)",
    )
    (tmp_path.parent / "luar.png").write_bytes((tmp_path / "gambar" / "peta.png").read_bytes())
    (tmp_path / "gambar" / "pintas.png").symlink_to(tmp_path.parent / "luar.png")
    (tmp_path / "gambar" / "peta.png").write_bytes(b"bukan gambar")
    rendered = LAYAR.render(book, STYLES)
    found = {(complaint.code, complaint.about) for complaint in rendered.complaints}
    assert found == {
        ("X001", "#hilang"),
        ("X001", "lain.md"),
        ("X002", "#dua"),
        ("X004", "한"),
        ("X005", "gambar/peta.png"),
        ("X005", "http://127.0.0.1:9/x.png"),
        ("X005", "luar.png"),
        ("X005", "gambar/pintas.png"),
    }
    assert capfd.readouterr() == ("", "")
    assert {code for code, _ in found} <= {rule.code for rule in LAYAR.rules}


def test_a_style_rule_that_fails_is_told(book: Book, tmp_path: Path) -> None:
    """A declaration WeasyPrint ignores, and a font the manifest lacks, become complaints."""
    css = (ROOT / "styles" / "layar.css").read_text("utf-8")
    (tmp_path / "layar.css").write_text(
        css + 'p { colour: red } i { font: 9pt/1 "Tiada" } b { font-family: Nihil, "Linux Libertine O" }',
        "utf-8",
    )
    rendered = LAYAR.render(book, Styles((tmp_path, ROOT / "styles")))
    assert codes(rendered) == ["X006"] * 3
    for word, complaint in zip(("Nihil", "Tiada", "colour"), rendered.complaints, strict=True):
        assert word in complaint.message


def test_only_fonts_of_the_manifest_are_embedded(long: tuple[Book, Rendered]) -> None:
    """Every font in the file belongs to a family of fonts.yaml."""
    with pikepdf.open(io.BytesIO(long[1].data)) as pdf:
        fonts = {str(font.BaseFont)[8:] for page in pdf.pages for font in page.Resources.Font.values()}
    assert fonts
    assert {font.rsplit("-O", 1)[0] for font in fonts} <= {
        "Linux-Libertine",
        "Linux-Libertine-Display",
        "Linux-Biolinum",
        "Linux-Libertine-Mono",
    }


def test_a_font_outside_the_manifest_is_refused(book: Book, tmp_path: Path) -> None:
    """A family the manifest does not name may not get into a PDF."""
    (tmp_path / "fonts.yaml").write_text("keluarga:\n  Lain:\n    - LinLibertine_R.otf\n", "utf-8")
    with pytest.raises(MachineFault, match="Linux Libertine O"):
        LAYAR.render(book, Styles((tmp_path, ROOT / "styles")))


def test_a_missing_font_is_the_machine_s_fault(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the fonts nothing is rendered in another face, and the remedy is named."""
    monkeypatch.setenv("TERBIT_FONTS", str(tmp_path))
    with pytest.raises(MachineFault, match="tidak ditemukan") as fault:
        LAYAR.render(book, STYLES)
    assert "make build" in fault.value.hint


def test_libraries_of_the_rootless_set_up_are_loaded_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """order.txt names the libraries beside it, in order; one that is missing is the machine's fault."""
    monkeypatch.setattr(_weasyprint_machine, "_SHARE", tmp_path)
    _weasyprint_machine._preload.cache_clear()  # noqa: SLF001  # it remembers the first machine
    (tmp_path / "native").mkdir()
    (tmp_path / "native" / "order.txt").write_text("libtiada.so.0\n", "utf-8")
    with pytest.raises(MachineFault, match="Pango") as fault:
        LAYAR.tools()
    assert "make build" in fault.value.hint
    (tmp_path / "native" / "order.txt").write_text("", "utf-8")
    assert {"weasyprint", "pango", "harfbuzz", "pandoc"} == set(LAYAR.tools())
    _weasyprint_machine._preload.cache_clear()  # noqa: SLF001  # it remembers the first machine


def test_the_machine_is_left_as_it_was(book: Book) -> None:
    """Environment, loggers and garbage collection are the same after a rendering."""
    logger = logging.getLogger("weasyprint")
    before = dict(os.environ), list(logger.handlers), logger.level, gc.isenabled(), gc.get_freeze_count()
    LAYAR.render(book, STYLES)
    assert before == (dict(os.environ), logger.handlers, logger.level, gc.isenabled(), gc.get_freeze_count())


def test_same_book_same_bytes(sample: tuple[Book, Rendered], tmp_path: Path) -> None:
    """Another folder, hash seed, clock zone, locale and host font configuration give the same bytes."""
    book = make_book(tmp_path / "tempat" / "lain")
    assert book.root != sample[0].root
    script = (
        "import sys, pathlib; from tests.conftest import make_book, ROOT; from terbit.editions import load;"
        "from terbit.model.book import Styles;"
        "data = load('layar').render(make_book(pathlib.Path(sys.argv[1])), Styles((ROOT / 'styles',))).data;"
        "sys.stdout.buffer.write(data)"
    )
    environment = {
        "PATH": os.defpath,
        "PYTHONPATH": f"{ROOT}:{ROOT / 'build_tools'}",
        "TERBIT_FONTS": str(fonts_folder()),
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Jayapura",
        "LC_ALL": "C",
        "FONTCONFIG_FILE": "/nonexistent/fonts.conf",
        "FONTCONFIG_PATH": "/nonexistent",
    }
    run = subprocess.run(
        [sys.executable, "-c", script, str(book.root)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=True,
    )
    assert run.stderr == b""
    assert run.stdout == sample[1].data


def test_listing_editions_imports_nothing_heavy() -> None:
    """Loading the edition leaves WeasyPrint and pikepdf alone."""
    script = (
        "import sys; from terbit.editions import load, names; names(); load('layar');"
        "print({'weasyprint', 'pikepdf', 'fontTools'} & set(sys.modules))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "build_tools")}
    run = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True)
    assert run.stdout.decode().strip() == "set()"


def test_the_file_says_what_it_is(sample: tuple[Book, Rendered]) -> None:
    """Language, title, date and bookmarks stand in the file; no author is made up."""
    with pikepdf.open(io.BytesIO(sample[1].data)) as pdf:
        assert str(pdf.Root.Lang) == "id-ID"
        assert str(pdf.docinfo.Title) == "Kerja Sama: Sebuah Contoh"
        assert str(pdf.docinfo.CreationDate) == str(pdf.docinfo.ModDate) == "D:20261123000000Z"
        assert "/Author" not in pdf.docinfo
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
            sections = [item.title for item in outline.root[3].children]
    assert titles == [
        "Halaman Judul",
        "Kolofon",
        "Daftar Isi",
        "Kerja Sama: Sebuah Contoh",
        "Glosarium",
        "Daftar Pustaka",
        "Catatan Suntingan",
    ]
    assert sections == ["Latar Belakang", "Tanya Jawab"]


def test_a_known_author_is_named(book: Book) -> None:
    """Authors of the metadata reach the file."""
    metadata = msgspec.structs.replace(book.metadata, authors=("Ana", "Budi"))
    rendered = LAYAR.render(msgspec.structs.replace(book, metadata=metadata), STYLES)
    with pikepdf.open(io.BytesIO(rendered.data)) as pdf:
        assert str(pdf.docinfo.Author) == "Ana, Budi"


def test_the_structure_tells_notes_contents_and_languages(sample: tuple[Book, Rendered]) -> None:
    """Notes have an ID, terms are labels, head cells a scope, English is English, links say where they go."""
    with pikepdf.open(io.BytesIO(sample[1].data)) as pdf:
        found = elements(pdf)
        roles = [str(element.S) for element in found]
        notes = [str(element.ID) for element in found if element.S == "/Note"]
        languages = {str(element.Lang) for element in found if "/Lang" in element}
        scopes = {str(element.A.Scope) for element in found if element.S == "/TH"}
        links = {str(link.Contents) for page in pdf.pages for link in page.get("/Annots", [])}
    assert notes == ["catatan-1", "catatan-2"]
    assert (roles.count("/TOC"), roles.count("/TOCI"), roles.count("/Reference")) == (1, 10, 3)
    assert roles.count("/H1") == 6
    assert languages == {"en"}
    assert scopes == {"/Column"}
    assert {"Catatan 1", "Kembali ke teks", "Butir Pertama", "diplomasi"} <= links


def test_a_link_is_one_annotation_tagged_as_a_link(long: tuple[Book, Rendered]) -> None:
    """Emphasis inside a link adds no annotation of its own, and each annotation belongs to a Link."""
    with pikepdf.open(io.BytesIO(long[1].data)) as pdf:
        parents = [
            str(element.S)
            for element in elements(pdf)
            for kid in kids(element)
            if not isinstance(kid, int) and kid.get("/Type") == "/OBJR"
        ]
        annotations = [link for page in pdf.pages for link in page.get("/Annots", [])]
        addresses = [str(link.A.URI) for link in annotations if "/A" in link]
    assert set(parents) == {"/Link"}
    assert len(parents) == len(annotations)
    assert addresses.count("https://example.org/") == 1


def test_a_list_in_a_note_stands_close(long: tuple[Book, Rendered]) -> None:
    """The lines of a note with a list follow each other at 13 pt, without gaps."""
    pymupdf = pytest.importorskip("pymupdf")
    with pymupdf.open(stream=long[1].data) as document:
        page = next(page for page in document if "berdaftar" in page.get_text())
        heights = {word[4]: word[3] for word in page.get_text("words")}
    assert heights["dua"] - heights["berdaftar"] == pytest.approx(26, abs=0.5)


def test_page_numbers_of_the_contents_are_right(long: tuple[Book, Rendered]) -> None:
    """Each entry of the Daftar Isi names the page its heading stands on."""
    with pikepdf.open(io.BytesIO(long[1].data)) as pdf:
        texts = PageTexts(pdf)
        starts: dict[str, int] = {}
        entries: list[tuple[str, str]] = []
        pages: dict[Any, int] = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        for element in elements(pdf):
            words = [texts[place] for place in _deep(element)]
            if element.S == "/TOCI":
                entries.append(("".join(words[:-1]), words[-1]))
            elif str(element.S) in {"/H1", "/H2"}:
                starts.setdefault(squeezed("".join(words)), pages[element.Pg.objgen])
    assert len(entries) > 8
    for title, number in entries:
        assert starts[squeezed(title)] == int(number), title


def _deep(element: Any) -> list[tuple[tuple[int, int], int]]:  # noqa: ANN401  # as kids
    found: list[tuple[tuple[int, int], int]] = []
    for kid in kids(element):
        if isinstance(kid, int):
            found.append((element.Pg.objgen, kid))
        elif "/S" in kid and kid.S not in {"/Reference", "/Note"}:
            found += _deep(kid)
    return found


def test_nothing_runs_into_the_margin(long: tuple[Book, Rendered]) -> None:
    """Long addresses and code break: every word ends inside the text block (41 mm margins, 27 mm if wide)."""
    pymupdf = pytest.importorskip("pymupdf")
    with pymupdf.open(stream=long[1].data) as document:
        for number, page in enumerate(document, 1):
            for left, top, right, bottom, word, *_ in page.get_text("words"):
                assert left > 27 / 25.4 * 72 - 1, (number, word)
                assert right < (210 - 27) / 25.4 * 72 + 1, (number, word)
                assert top > 20, (number, word)
                assert bottom < 842 - 40, (number, word)
        code = next(page for page in document if "kode" in page.get_text())
        assert max(word[2] for word in code.get_text("words")) < (210 - 41) / 25.4 * 72 + 1
