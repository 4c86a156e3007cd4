"""Images that are broken, huge, unsafe or of a wrong kind are findings at their place, in bounded time."""

from __future__ import annotations

import io
import random
import struct
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageFile
from tests.command import hashes, run
from tests.conftest import write_book

from terbit import pipeline

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" %s>%s</svg>'
SIZE = b'width="40" height="40"'


def raster(kind: str, mode: str = "RGB", size: tuple[int, int] = (80, 60), **options: object) -> bytes:
    """A picture of noise in this format and these colours."""
    noise = random.Random(1).randbytes(size[0] * size[1] * 4)  # noqa: S311  # a seeded choice, no secret
    if mode == "I;16":
        image = Image.frombytes(mode, size, noise[: size[0] * size[1] * 2])
    else:
        image = Image.frombytes("CMYK" if mode == "CMYK" else "RGBX", size, noise).convert(mode)
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def png_of(width: int, height: int) -> bytes:
    """A PNG that declares a size it does not hold, with right checksums."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(10**6))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def spoilt_png() -> bytes:
    """A PNG with one bit of its pixels turned over."""
    data = bytearray(raster("PNG"))
    data[data.index(b"IDAT") + 50] ^= 1
    return bytes(data)


def drawing(inside: bytes) -> bytes:
    """An SVG that holds this."""
    return SVG % (SIZE, inside)


def laughs() -> bytes:
    """Entities that unfold to ten billion characters."""
    names = b"".join(b'<!ENTITY b%d "%s">' % (n, b"&b%d;" % (n - 1) * 10) for n in range(1, 10))
    return b'<!DOCTYPE svg [<!ENTITY b0 "kata">' + names + b"]>" + drawing(b"<text>&b9;</text>")


def repeats() -> bytes:
    """Groups that use each other: ten billion squares, or a circle."""
    groups = b"".join(
        b'<g id="g%d">%s</g>' % (n, b'<use x:href="#g%d"/>' % (n - 1) * 10) for n in range(1, 11)
    )
    return drawing(b'<defs><rect id="g0" width="1" height="1"/>' + groups + b'</defs><use x:href="#g10"/>')


NASTY: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "an empty file": ("peta.png", lambda: b"", "A017"),
    "text called .png": ("peta.png", lambda: b"bukan gambar", "A017"),
    "half a PNG": ("peta.png", lambda: raster("PNG")[:3000], "A017"),
    "a PNG's head": ("peta.png", lambda: raster("PNG")[:20], "A017"),
    "a PNG with a bit turned": ("peta.png", spoilt_png, "A017"),
    "half a JPEG": ("peta.jpg", lambda: raster("JPEG")[:1500], "A017"),
    "half a progressive JPEG": ("peta.jpg", lambda: raster("JPEG", progressive=True)[:1500], "A017"),
    "half a GIF": ("peta.gif", lambda: raster("GIF", "P")[:2000], "A017"),
    "half a WebP": ("peta.webp", lambda: raster("WEBP")[:1000], "A017"),
    "half an SVG": ("peta.svg", lambda: drawing(b"<g>")[:60], "A017"),
    "an SVG of ten thousand depths": ("peta.svg", lambda: drawing(b"<g>" * 10**4 + b"</g>" * 10**4), "A017"),
    "a program": ("peta.eps", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "A017"),
    "60,000 by 60,000 pixels": ("peta.png", lambda: png_of(60_000, 60_000), "A018"),
    "ninety million pixels": ("peta.png", lambda: png_of(9_000, 10_000), "A018"),
    "fifty-one million bytes": ("peta.png", lambda: bytes(51_000_000), "A018"),
    "a JPEG called .png": ("peta.png", lambda: raster("JPEG"), "A019"),
    "a PNG called .jpg": ("peta.jpg", lambda: raster("PNG"), "A019"),
    "a PNG called .svg": ("peta.svg", lambda: raster("PNG"), "A019"),
    "an SVG called .png": ("peta.png", lambda: drawing(b"<g/>"), "A019"),
    "a TIFF": ("peta.tif", lambda: raster("TIFF"), "A019"),
    "entities": ("peta.svg", laughs, "A020"),
    "a script": ("peta.svg", lambda: drawing(b"<script>alert(1)</script>"), "A020"),
    "a handler": ("peta.svg", lambda: drawing(b'<g onclick="a()"/>'), "A020"),
    "an address outside": ("peta.svg", lambda: drawing(b'<use href="https://a.invalid/b#c"/>'), "A020"),
    "an embedded picture": ("peta.svg", lambda: drawing(b'<image href="data:image/png;base64,"/>'), "A020"),
    "repetition": ("peta.svg", repeats, "A020"),
    "repetition in a circle": ("peta.svg", lambda: drawing(b'<g id="a"><use href="#a"/></g>'), "A020"),
    "a moving GIF": (
        "peta.gif",
        lambda: raster("GIF", "P", save_all=True, append_images=[Image.new("P", (80, 60))]),
        "A021",
    ),
    "sixteen bits of grey": ("peta.png", lambda: raster("PNG", "I;16"), "A022"),
    "four inks": ("peta.jpg", lambda: raster("JPEG", "CMYK"), "A023"),
    "no such file": ("tiada.png", lambda: b"", "A001"),
}
OWN = frozenset(code for *_, code in NASTY.values())


def spoilt_book(folder: Path, name: str, data: bytes) -> Path:
    """A book that names its image in its prose first, and shows it on line 5, from column 11."""
    (folder / "gambar").mkdir(parents=True)
    if name != "tiada.png":
        (folder / "gambar" / name).write_bytes(data)
    image = f"![Wilayah](gambar/{name})"
    master = f"# Judul\n\nBerkas gambar/{name} ini. <!-- {image} -->\n\n{image}\n"
    return write_book(folder, master)


@pytest.mark.parametrize("what", NASTY)
def test_a_nasty_image_is_found_at_its_path(tmp_path: Path, what: str) -> None:
    """One finding, on the path in the image itself, within seconds."""
    name, make, code = NASTY[what]
    path = spoilt_book(tmp_path, name, make())
    begun = time.monotonic()
    found = [finding for finding in pipeline.check(path).findings if finding.code in OWN]
    assert time.monotonic() - begun < 30
    assert [finding.code for finding in found] == [code]
    span, target = found[0].span, f"gambar/{name}"
    assert (span.path, span.line, span.column, span.end_column) == (path, 5, 12, 12 + len(target))
    assert target in found[0].message
    assert found[0].hint


GOOD = {
    "peta.png": lambda: raster("PNG", "RGBA"),
    "hitam.png": lambda: raster("PNG", "1"),
    "peta.jpg": lambda: raster("JPEG") + b"sesudah",
    "peta.JPEG": lambda: raster("JPEG", "L", progressive=True),
    "peta.gif": lambda: raster("GIF", "P"),
    "peta.webp": lambda: raster("WEBP"),
    "peta.svg": lambda: drawing(b'<g id="a"><rect width="9" height="9"/></g><use href="#a" x="9"/>'),
    "peta biru.png": lambda: raster("PNG", "P"),
    "péta.png": lambda: raster("PNG", "L"),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_image_is_left_alone(tmp_path: Path, name: str) -> None:
    """Whole files of every kind raise nothing, also where Pillow was told to take files that break off."""
    path = spoilt_book(tmp_path, name, GOOD[name]())
    if " " in name:
        path.write_text(f"# Judul\n\nAwal.\n\n![Wilayah](<gambar/{name}>)\n", encoding="utf-8")
    assert not [finding for finding in pipeline.check(path).findings if finding.code in OWN]


def test_a_lenient_pillow_stays_strict_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint tells Pillow to accept files that break off; they are found all the same."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    for number, (name, make, code) in enumerate(NASTY.values()):
        if code == "A017":
            path = spoilt_book(tmp_path / str(number), name, make())
            assert "A017" in [finding.code for finding in pipeline.check(path).findings]


def test_each_use_of_an_image_has_its_own_place(tmp_path: Path) -> None:
    """Twice the same broken file: two findings; a space in its name, or a reference by name, is no bar."""
    (tmp_path / "gambar").mkdir()
    (tmp_path / "gambar" / "a b.png").write_bytes(b"x")
    twice = "![Satu](<gambar/a b.png>)\n\n![Dua](gambar/a%20b.png)"
    master = f"# Judul\n\n{twice}\n\n![Tiga][p]\n\n[p]: gambar/c.png\n"
    findings = pipeline.check(write_book(tmp_path, master)).findings
    found = [(f.code, f.span.line, f.span.column) for f in findings if f.code in {"A001", "A017"}]
    assert found == [("A017", 3, 10), ("A017", 5, 8), ("A001", 9, 6)]


@pytest.mark.parametrize("name", ["a%00b.png", "x" * 300 + ".png", "lingkar.png"])
def test_a_name_no_file_can_have_is_a_missing_image(tmp_path: Path, name: str) -> None:
    """A null byte, a name too long, a link to itself."""
    (tmp_path / "lingkar.png").symlink_to("lingkar.png")
    path = write_book(tmp_path, f"# Judul\n\nAwal.\n\n![Wilayah]({name})\n")
    assert [f.code for f in pipeline.check(path).findings if f.code in OWN] == ["A001"]


def test_a_build_stops_and_the_old_editions_stay(tmp_path: Path) -> None:
    """As whole processes: a good book is built, then its image is spoilt in several ways."""
    path = spoilt_book(tmp_path, "peta.png", raster("PNG", size=(300, 200)))
    assert run("build", path, "epub", cwd=tmp_path).returncode == 0
    before = hashes(tmp_path / "dist")
    for what in ("half a PNG", "60,000 by 60,000 pixels", "sixteen bits of grey"):
        (tmp_path / "gambar" / "peta.png").write_bytes(NASTY[what][1]())
        done = run("build", path, cwd=tmp_path)
        assert done.returncode == 1, what
        assert f"naskah.md:5:12: galat {NASTY[what][2]}" in done.stdout, what
        assert "Traceback" not in done.stdout + done.stderr
        assert hashes(tmp_path / "dist") == before
