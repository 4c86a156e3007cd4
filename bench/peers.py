"""Terbit beside its peers on the same text, in one run: cold, nothing changed, one word changed.

The text is the received article marked up, as each chapter of a book (10 and 100 chapters of 1,000 words),
with two notes and three citations a chapter. Peers get what pandoc makes of it. Whole processes are timed one
after the other; what counts is the ratio to `weasyprint` on one document (contents and notes on their pages,
PDF/UA-1, no page numbers on links in the text). Peers that are not installed are named.

    python bench/peers.py [CHAPTERS]... [--only NAME]
"""

from __future__ import annotations

import importlib.util
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pypandoc

ROOT = Path(__file__).parent.parent
PANDOC = str(Path(pypandoc.__file__).parent / "files" / "pandoc")
RECEIVED = ROOT / "source" / "asli" / "000_33c2792f2fe0ad6d.txt"
CSL = ROOT / "styles" / "csl" / "terbit.csl"
_LONGEST = 70
"""Characters of a heading."""
SETTINGS = 'id: banding\njudul: "Buku Banding"\nbahasa: id\nprofil: buku-ajar\ntanggal: 2026-11-23\n'
CSS = """
@page { size: A5; margin: 18mm; @bottom-center { content: counter(page) } }
nav li a::after { content: target-counter(attr(href), page); float: right }
.fn { float: footnote } html { font: 10pt serif }
"""
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
KEPT_TYPST = """
import sys, time, typst
from pathlib import Path
source, compiler = Path(sys.argv[1]), typst.Compiler(sys.argv[1])
for edit in (None, None, " kata"):
    if edit:
        source.write_text(source.read_text().replace("Bilateral adalah", "Bilateral" + edit + " adalah", 1))
    start = time.process_time(); compiler.compile(output=sys.argv[2]); print(time.process_time() - start)
"""


def chapters(count: int) -> list[str]:
    """The text of each chapter, as pandoc's Markdown."""
    lines = [line.strip() for line in RECEIVED.read_text("utf-8").splitlines()]
    title, paragraphs = lines[0], [line for line in lines[1:] if line]
    marked = [_heading(line) for line in paragraphs]
    made = []
    for number in range(1, count + 1):
        body = "\n\n".join(re.sub(r"^(#+ .*)$", rf"\1 {number}", line) for line in marked)
        body = body.replace(". ", f" [@rana2002].[^a{number}] ", 1)
        body += "\n\n"
        body += f"Penutup [@keohane1984; @nye2008].[^b{number}]\n\n"
        body += f"[^a{number}]: Catatan pertama {number}.\n\n"
        made.append(f"## {title.strip('# ')} {number}\n\n{body}[^b{number}]: Catatan kedua {number}.\n")
    return made


def _heading(line: str) -> str:
    point = re.match(r"\d+\. ([^:]{3,70}) ?: ?(.*)", line)
    if point:
        return f"#### {point[1].strip()}\n\n{point[2]}"
    return f"### {line.rstrip(':')}" if len(line) < _LONGEST and not line.endswith((".", "?")) else line


@dataclass
class Text:
    """The book for Terbit, and the same in one Markdown file for all others; `edit` changes one word."""

    folder: Path
    parts: list[str]
    book: Path = field(init=False)
    master: Path = field(init=False)

    def __post_init__(self) -> None:
        self.book, self.master = self.folder / "buku", self.folder / "satu.md"
        (self.book / "source").mkdir(parents=True)
        (self.book / "source" / "buku.yaml").write_text(SETTINGS, encoding="utf-8")
        shutil.copy(ROOT / "source" / "pustaka.json", self.book / "source")
        self.write()

    def write(self) -> None:
        """Write both."""
        text = "# Buku Banding\n\n" + "\n\n".join(self.parts)
        (self.book / "source" / "naskah.md").write_text(text, encoding="utf-8")
        self.master.write_text(re.sub(r"^# .*\n", "", text), encoding="utf-8")

    def edit(self) -> None:
        """Add a word in the chapter in the middle."""
        middle = len(self.parts) // 2
        self.parts[middle] = re.sub(r"(?<=[a-z]) (?=adalah )", " juga ", self.parts[middle], count=1)
        self.write()

    def pandoc(self, to: str, output: Path, *more: str) -> Path:
        """Let pandoc write the text, with citations, as `output`."""
        command = [
            PANDOC,
            self.master,
            "-f",
            "markdown",
            "-t",
            to,
            "-s",
            "--citeproc",
            "--csl",
            CSL,
            "-o",
            output,
        ]
        data = [
            "--bibliography",
            ROOT / "source" / "pustaka.json",
            "-M",
            "lang=id",
            "-M",
            "title=Buku Banding",
        ]
        subprocess.run([*map(str, (*command, *data)), *more], check=True, cwd=self.folder)
        return output


Peer = Callable[[Text], None]


def run(*command: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None) -> None:
    """Run a program to its end, silently."""
    subprocess.run(
        list(map(str, command)),
        check=True,
        cwd=cwd,
        env=os.environ | (env or {}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def terbit(*wanted: str, workers: int = 2) -> Peer:
    """`terbit build`, with what it keeps in the text's own folder."""

    def build(text: Text) -> None:
        env = {
            "TERBIT_CACHE": str(text.folder / f"kept-{'-'.join(wanted)}-{workers}"),
            "TERBIT_WORKERS": str(workers),
        }
        run(sys.executable, "-m", "terbit", "build", text.book, *wanted, env=env)

    return build


def whole(text: Text) -> Path:
    """One document, notes brought to their calls (not timed apart: it takes a moment)."""
    from lxml import etree

    html = text.folder / "satu.html"
    if not html.exists() or html.stat().st_mtime < text.master.stat().st_mtime:
        text.pandoc("html5", html, "--toc", "--toc-depth=3")
        tree = etree.HTML(html.read_bytes())
        notes = {
            f"#{item.get('id')}": item for item in tree.iter("li") if (item.get("id") or "").startswith("fn")
        }
        for call in [a for a in tree.iter("a") if "footnote-ref" in (a.get("class") or "")]:
            call.tag, words = "span", "".join(notes[call.get("href", "")].itertext()).strip(" \n↩︎")
            call.attrib.clear()
            call.set("class", "fn")
            for child in list(call):
                call.remove(child)
            call.text = words
        for old in [
            e for e in tree.iter("section", "style") if e.tag == "style" or e.get("id") == "footnotes"
        ]:
            old.getparent().remove(old)  # type: ignore[union-attr]  # it has one
        etree.SubElement(tree[0], "style").text = CSS
        html.write_bytes(etree.tostring(tree, method="html"))
    return html


def weasyprint_whole(text: Text) -> None:
    """WeasyPrint on that document."""
    run(
        sys.executable, "-m", "weasyprint", whole(text), text.folder / "satu.pdf", "--pdf-variant", "pdf/ua-1"
    )


def pagedjs(text: Text) -> None:
    """Paged.js on that document, in the system's Chromium."""
    chromium = {"PUPPETEER_EXECUTABLE_PATH": shutil.which("chromium") or ""}
    options = ("--browserArgs=--no-sandbox", "-t", "1000000", "-o", text.folder / "paged.pdf")
    run("pagedjs-cli", whole(text), *options, env=chromium)


def vivliostyle(text: Text) -> None:
    """Vivliostyle on that document, in the system's Chromium."""
    options = (
        "--executable-browser",
        shutil.which("chromium") or "",
        "--timeout",
        "1000",
        "-o",
        "vivlio.pdf",
    )
    run("vivliostyle", "build", whole(text), *options, cwd=text.folder)


def typst(text: Text) -> None:
    """pandoc, then Typst from its Python package."""
    run(
        _python("typst"),
        "-c",
        TYPST,
        text.pandoc("typst", text.folder / "satu.typ"),
        text.folder / "typst.pdf",
    )


def typst_and_pandoc(text: Text) -> None:
    """Three editions by the fastest chain: Typst's PDF, pandoc's EPUB and DOCX."""
    typst(text)
    text.pandoc("epub3", text.folder / "satu.epub")
    text.pandoc("docx", text.folder / "satu.docx")


def xelatex(text: Text) -> None:
    """pandoc, then XeLaTeX as often as latexmk thinks."""
    text.pandoc("latex", text.folder / "satu.tex", "--toc", "-V", "documentclass=book")
    run("latexmk", "-xelatex", "-interaction=nonstopmode", "satu.tex", cwd=text.folder)


def asciidoctor(program: str) -> Peer:
    """Asciidoctor PDF or EPUB3 from what pandoc makes of the text."""

    def build(text: Text) -> None:
        source = text.pandoc("asciidoc", text.folder / "satu.adoc")
        run(program, "-a", "toc", "-o", text.folder / program, source)

    return build


def sphinx(builder: str) -> Peer:
    """Sphinx on one file a chapter; only the changed chapters are written anew."""

    def build(text: Text) -> None:
        place = text.folder / "sphinx"
        place.mkdir(exist_ok=True)
        (place / "conf.py").write_text(
            "project = 'Banding'\nauthor = 'x'\nlanguage = 'id'\nlatex_engine = 'xelatex'\n"
        )
        names = [f"bab{number}" for number in range(len(text.parts))]
        (place / "index.rst").write_text(
            "Banding\n=======\n\n.. toctree::\n\n   " + "\n   ".join(names) + "\n"
        )
        for name, part in zip(names, text.parts, strict=True):
            source, made = place / f"{name}.md", place / f"{name}.rst"
            if not source.exists() or source.read_text() != part:
                source.write_text(part)
                run(PANDOC, source, "-f", "markdown-citations", "-t", "rst", "-o", made)
        run(_python("sphinx"), "-m", "sphinx", "-b", builder, place, place / builder)
        if builder == "latex":
            run("latexmk", "-xelatex", "-interaction=nonstopmode", "banding.tex", cwd=place / builder)

    return build


def _python(package: str) -> str:
    """The Python that has `package`: this one, or the one that TERBIT_PEERS names."""
    return (
        sys.executable
        if importlib.util.find_spec(package)
        else os.environ.get("TERBIT_PEERS", sys.executable)
    )


def _has(package: str) -> bool:
    probe = [_python(package), "-c", f"import {package}"]
    return subprocess.run(probe, check=False, capture_output=True).returncode == 0


PEERS: dict[str, tuple[Peer, Callable[[], bool]]] = {
    "weasyprint, one document": (weasyprint_whole, lambda: True),
    "terbit layar": (terbit("layar"), lambda: True),
    "terbit layar, one worker": (terbit("layar", workers=1), lambda: True),
    "terbit layar epub docx": (terbit("layar", "epub", "docx"), lambda: True),
    "terbit, all editions": (terbit(), lambda: True),
    "pandoc + Typst": (typst, lambda: _has("typst")),
    "pandoc + Typst, EPUB, DOCX": (typst_and_pandoc, lambda: _has("typst")),
    "pandoc + XeLaTeX (latexmk)": (
        xelatex,
        lambda: bool(shutil.which("latexmk") and shutil.which("xelatex")),
    ),
    "Paged.js": (pagedjs, lambda: bool(shutil.which("pagedjs-cli"))),
    "Vivliostyle": (vivliostyle, lambda: bool(shutil.which("vivliostyle"))),
    "Asciidoctor PDF": (asciidoctor("asciidoctor-pdf"), lambda: bool(shutil.which("asciidoctor-pdf"))),
    "Asciidoctor EPUB3": (asciidoctor("asciidoctor-epub3"), lambda: bool(shutil.which("asciidoctor-epub3"))),
    "Sphinx latexpdf": (sphinx("latex"), lambda: _has("sphinx") and bool(shutil.which("latexmk"))),
    "Sphinx EPUB": (sphinx("epub"), lambda: _has("sphinx")),
}


def timed(peer: Peer, text: Text) -> tuple[float, float]:
    """Wall and CPU seconds of one run."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    peer(text)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - start, cpu


def main(arguments: Sequence[str]) -> None:
    """Print one table for each number of chapters."""
    only = arguments[arguments.index("--only") + 1] if "--only" in arguments else ""
    counts = [int(word) for word in arguments if word.isdecimal()] or [10, 100]
    for count in counts:
        base = 0.0
        heads = ("cold s", "CPU", "none", "CPU", "word", "CPU", "ratio")
        print(f"\n{f'{count} chapters':30}" + "".join(f"{head:>7}" for head in heads))
        for name, (peer, there) in PEERS.items():
            if only not in name:
                continue
            if not there():
                print(f"{name:30} not installed")
                continue
            with tempfile.TemporaryDirectory() as place:
                text = Text(Path(place), chapters(count))
                try:
                    cold, none = timed(peer, text), timed(peer, text)
                    text.edit()
                    word = timed(peer, text)
                except subprocess.CalledProcessError as fault:
                    print(f"{name:30} failed: {Path(fault.cmd[0]).name} ended with {fault.returncode}")
                    continue
            base = base or cold[0]
            figures = "".join(f"{value:7.2f}" for value in (*cold, *none, *word))
            print(f"{name:30}{figures}{cold[0] / base:7.2f}", flush=True)
    if _has("typst") and only in "Typst kept":
        _kept_typst(max(counts))


def _kept_typst(count: int) -> None:
    """Typst kept in one process: first, nothing changed, one word changed (CPU s, without pandoc)."""
    with tempfile.TemporaryDirectory() as place:
        text = Text(Path(place), chapters(count))
        source = text.pandoc("typst", text.folder / "satu.typ")
        command = [_python("typst"), "-c", KEPT_TYPST, str(source), str(text.folder / "t.pdf")]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        figures = ", ".join(f"{float(one):.2f}" for one in told)
        print(f"Typst kept in one process, {count} chapters, CPU s: {figures}")


if __name__ == "__main__":
    main(sys.argv[1:])
