"""A file to import comes from a stranger: it is refused in a sentence or made harmless, and touches nothing."""

from __future__ import annotations

import os
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.hostile.recipes import SECRET, png
from tests.hostile.trial import judge, places
from tests.importing import word

_SAMPLE = 12
_SAFE = "harmless"
_PLAIN = "<w:p><w:r><w:t>Isi buku.</w:t></w:r></w:p>"


def _zip(path: Path, **parts: bytes | str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def _document(folder: Path, xml: str) -> Path:
    return _zip(folder / "a.docx", **{"word/document.xml": xml})


def _word(inner: str) -> Callable[[Path], Path]:
    return lambda folder: word.package(folder / "a.docx", inner)


def _file(name: str, data: str | bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / name
        outside = str(folder.parent / "luar")
        path.write_bytes(data.replace("{luar}", outside).encode() if isinstance(data, str) else data)
        return path

    return make


def _bomb(folder: Path) -> Path:
    path = folder / "a.docx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as part,
    ):
        for _ in range(400):
            part.write(b" " * 1_000_000)
    return path


def _crowd(folder: Path) -> Path:
    return _zip(folder / "a.docx", **{f"word/{number}.xml": b"" for number in range(10_001)})


def _encrypted(folder: Path) -> Path:
    path = _zip(folder / "a.docx", **{"word/document.xml": "<a/>"})
    data = bytearray(path.read_bytes())
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flag] |= 1
    path.write_bytes(data)
    return path


def _slip(folder: Path) -> Path:
    path = word.package(folder / "a.docx", _PLAIN)
    with zipfile.ZipFile(path, "a") as archive:
        for name in ("../luar/terbuka.txt", "/tmp/terbuka.txt", "word/media/../../../luar/x.png"):  # noqa: S108
            archive.writestr(name, SECRET)
    return path


def _cut(folder: Path) -> Path:
    path = word.package(folder / "a.docx", _PLAIN)
    path.write_bytes(path.read_bytes()[:-200])
    return path


def _flipped(folder: Path) -> Path:
    path = word.package(folder / "a.docx", _PLAIN * 500)
    data = bytearray(path.read_bytes())
    at = data.index(b"word/document.xml") + 40
    data[at : at + 8] = b"\xff" * 8
    path.write_bytes(data)
    return path


def _with_media(data: bytes, suffix: str = "png") -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = word.package(folder / "a.docx", word.p(word.PICTURE) + _PLAIN)
        with zipfile.ZipFile(path) as old:
            parts = {name: old.read(name) for name in old.namelist()}
        parts["word/media/gambar.png"] = data
        renamed = {name.replace("gambar.png", f"gambar.{suffix}"): part for name, part in parts.items()}
        relations = "word/_rels/document.xml.rels"
        renamed[relations] = renamed[relations].replace(b"gambar.png", f"gambar.{suffix}".encode())
        return _zip(path, **renamed)

    return make


def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / "a.txt")
    return folder / "a.txt"


def _link(folder: Path) -> Path:
    (folder / "a.txt").symlink_to(folder.parent / "luar" / "rahasia.txt")
    return folder / "a.txt"


def _folder_of_links(folder: Path) -> Path:
    book = folder / "bab"
    book.mkdir()
    (book / "1.md").write_text("# Satu\n\n![a](gambar.png) ![b](luar/rahasia.png) teks\n", "utf-8")
    (book / "2.md").symlink_to(folder.parent / "luar" / "rahasia.txt")
    (book / "gambar.png").symlink_to(folder.parent / "luar" / "rahasia.png")
    (book / "luar").symlink_to(folder.parent / "luar")
    os.mkfifo(book / "pipa.png")
    return book


def _giant(folder: Path) -> Path:
    with (folder / "a.txt").open("wb") as file:
        file.truncate(150_000_000)
    return folder / "a.txt"


def _many_names(folder: Path) -> Path:
    book = folder / "bab"
    for place in ("", "a", "b"):
        (book / place).mkdir(parents=True, exist_ok=True)
        (book / place / "sama.md").write_text(f"# Bab {place}\n\nTeks {place}.\n", "utf-8")
    (book / "-o\n${x}; rm.md").write_text("# Aneh\n\nTeks.\n", "utf-8")
    return book


_LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'
CASES: dict[str, tuple[Callable[[Path], Path], str]] = {
    "zip bomb": (_bomb, "B022"),
    "ten thousand parts": (_crowd, "B022"),
    "encrypted": (_encrypted, "B021"),
    "zip slip": (_slip, _SAFE),
    "cut off": (_cut, "B021"),
    "a flipped bit": (_flipped, "B021"),
    "no zip": (_file("a.docx", "bukan zip"), "B021"),
    "no zip, odt": (_file("a.odt", b"PK\x03\x04"), "B021"),
    "no document": (lambda folder: _zip(folder / "a.docx", x="y"), "B021"),
    "billion laughs": (
        lambda f: _document(f, f'<!DOCTYPE a [<!ENTITY a0 "ha">{_LAUGHS}]><a>&a11;</a>'), "B021",
    ),
    "external entity": (
        lambda f: _document(f, f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{f.parent}/luar/rahasia.txt">]><a>&x;</a>'),
        "B021",
    ),
    "remote DTD": (lambda f: _document(f, '<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd"><a/>'), "B021"),
    "not XML": (lambda f: _document(f, "<a><b></a>"), "B021"),
    "endless depth": (lambda f: _document(f, "<a>" * 100_000), "B021"),
    "deep tables": (_word("<w:tbl><w:tr><w:tc>" * 60 + _PLAIN + "</w:tc></w:tr></w:tbl>" * 60), f"{_SAFE}|B021"),
    "styles in a circle": (
        lambda f: word.package(f / "a.docx", word.p("Isi.", style="A"), styles='<w:styles {ns}><w:style w:styleId="A">'
        '<w:basedOn w:val="A"/></w:style></w:styles>'), _SAFE,
    ),
    "numbers without end": (
        _word(word.p(word.r("Isi.", f'<w:b/><w:sz w:val="{"9" * 5000}"/>'), properties=f'<w:outlineLvl w:val="{"9" * 5000}"/>')
        + word.table(word.row(f'<w:tcPr><w:gridSpan w:val="{"9" * 5000}"/></w:tcPr>' + _PLAIN))), _SAFE,
    ),
    "remote picture": (_word(word.p(word.PICTURE.replace('r:embed="gambar"', 'r:link="taut"')) + _PLAIN), _SAFE),
    "image bomb": (_with_media(png(60_000, 60_000, rows=b"x")), _SAFE),
    "broken image": (_with_media(b"\x89PNG\r\n\x1a\nrusak"), _SAFE),
    "picture that is a program": (_with_media(b"\x7fELF" + bytes(400)), _SAFE),
    "script in an SVG": (_with_media(_SVG.encode(), "svg"), _SAFE),
    "comment that ends itself": (
        lambda f: word.package(
            f / "a.docx", word.p("Isi.", '<w:r><w:commentReference w:id="1"/></w:r>'),
            comments='<w:comments {ns}><w:comment w:id="1" w:author="--&gt;&lt;script&gt;">'
            + word.p("--&gt; &lt;script&gt;alert(1)&lt;/script&gt; &lt;!-- abaikan E001: x --!&gt;")
            + "</w:comment></w:comments>"), _SAFE,
    ),
    "a page that fetches": (
        _file("a.html", "<p>Isi<img src=http://127.0.0.1:9/a.png><iframe src=http://127.0.0.1:9/></iframe>"
        "<link rel=stylesheet href=http://127.0.0.1:9/a.css><script src=http://127.0.0.1:9/a.js></script>"
        "<object data=http://127.0.0.1:9/></object><base href=http://127.0.0.1:9/><img src=b.png>"), _SAFE,
    ),
    "a page after secrets": (
        _file("a.html", "<p>Isi<img src='../luar/rahasia.png'><img src='{luar}/rahasia.png'>"
        "<img src='file://{luar}/rahasia.png'><img src='%2e%2e/luar/rahasia.png'><img src='/etc/passwd'>"
        "<a href='file:///etc/passwd'>x</a><a href='java\tscript:alert(1)'>y</a><p onclick=alert(1) style='x'>z"), _SAFE,
    ),
    "endless tags": (_file("a.html", "<div>" * 100_000 + "isi"), f"{_SAFE}|B021"),
    "a page of NULs": (_file("a.html", b"<p>a\x00b\x08c\xff\xfe</p>"), _SAFE),
    "markdown after secrets": (
        _file("a.md", "---\nfilter: [x]\nheader-includes: '{luar}/rahasia.txt'\ncsl: '{luar}/rahasia.txt'\n---\n# J\n\n"
        "![](../luar/rahasia.png) ![]({luar}/rahasia.png) [x](file:///etc/passwd) [y](javascript:alert(1))\n\n"
        "\\input{/etc/passwd} `<script>alert(1)</script>`{=html}\n\n```{=html}\n<script>alert(1)</script>\n```\n\n"
        "<script>alert(1)</script> <img src=x onerror=alert(1)>\n\n[z]{onclick=alert(1) style=x}\n"), _SAFE,
    ),
    "YAML bomb": (
        _file("a.md", "---\na: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
            f"{chr(97 + n)}: &{chr(97 + n)} [{','.join([f'*{chr(96 + n)}'] * 9)}]\n" for n in range(1, 10))
        + "title: *j\n---\n# J\n\nIsi.\n"), _SAFE,
    ),
    "open brackets": (_file("a.md", "# J\n\n" + "[" * 20_000), f"{_SAFE}|B021|machine"),
    "deep quotation": (_file("a.md", "# J\n\n" + ">" * 3_000 + " isi"), f"{_SAFE}|B021|machine"),
    "a silencer in a text": (_file("a.txt", "Judul\n\n<!-- abaikan E001: tipu --> kerjasama <script>x</script>\n"), _SAFE),
    "noise": (_file("a.txt", bytes(range(256)) * 40), _SAFE),
    "one endless line": (_file("a.txt", "a: " * 100_000), f"{_SAFE}|B021|machine"),
    "a pipe": (_pipe, "B021"),
    "a link": (_link, "B021"),
    "a folder of links": (_folder_of_links, _SAFE),
    "a giant": (_giant, "B022"),
    "nothing": (_file("a.txt", "\n \n"), "B023"),
    "nothing but a script": (_file("a.html", "<script>x</script>"), "B021|B023"),
    "another kind": (_file("a.pdf", "%PDF-1.4"), "B020"),
    "many of one name": (_many_names, _SAFE),
    "a broken bibliography": (
        lambda f: (_file("1.md", "# A\n\nIsi.\n")(f), _file("a.bib", "@book{a, title={")(f), f)[-1], "B021",
    ),
}  # fmt: skip


def _sample() -> list[str]:
    return sorted(random.Random(8).sample(sorted(CASES), _SAMPLE))  # noqa: S311  # a seeded choice, no secret


@pytest.mark.parametrize("name", _sample())
def test_a_hostile_file_does_no_harm(tmp_path: Path, name: str) -> None:
    """A seeded sample."""
    _judge(tmp_path, name)


@pytest.mark.soak
@pytest.mark.parametrize("name", CASES)
def test_no_hostile_file_does_harm(tmp_path: Path, name: str) -> None:
    """All of them."""
    _judge(tmp_path, name)


def _judge(tmp_path: Path, name: str) -> None:
    """How the import ends, what it touched, and what it left."""
    make, expected = CASES[name]
    work, _ = places(tmp_path)
    made = work / "buku"
    if not judge(tmp_path, ["import", str(make(work)), "-o", "buku"], expected):
        assert not made.exists()
        return
    for path in made.rglob("*"):
        assert not path.is_symlink()
        assert path.is_dir() or SECRET.encode() not in path.read_bytes() or path.parent.name == "asli", path
    _is_harmless(made / "source" / "naskah.md")


def _is_harmless(master: Path) -> None:
    """The master can be checked, and holds nothing raw, unsafe or silencing."""
    from terbit import pipeline

    codes = {finding.code for finding in pipeline.check(master.parent.parent).findings}
    assert not codes & {
        "P001",
        "P003",
        "L003",
        "A001",
        "A017",
        "A018",
        "A020",
        "B003",
        "B011",
        "D001",
        "D002",
        "R003",
    }


def test_the_original_is_kept_untouched(tmp_path: Path) -> None:
    """Byte for byte, in source/asli/, and each under a name of its own."""
    from terbit.importing import import_sources

    made = import_sources((_many_names(tmp_path),))
    assert len(made.sources) == 4
    assert all(re.fullmatch(r"[A-Za-z0-9-]+\.md", name) for name in made.sources)
    assert sorted(made.sources.values()) == sorted(path.read_bytes() for path in tmp_path.rglob("*.md"))
