"""Plain texts, pages, Markdown and OpenDocument texts as people make them, each with its words."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.conftest import ROOT, write_png
from tests.importing.word import picture_of_one_dot

_PROSE = (
    "Kafé di tepi pantai itu ramai. “Mari singgah,” kata pemiliknya – seorang nelayan tua yang dahulu "
    "mengarungi Selat Makassar.\n\nHarga kopi €2, harga ikan £3…\n"
)


def received(folder: Path) -> Path:
    """The text of this repository's own book, as it was received."""
    (source,) = (ROOT / "source" / "asli").iterdir()
    (folder / source.name).write_bytes(source.read_bytes())
    return folder / source.name


def windows(folder: Path) -> Path:
    """Windows-1252 with its quotation marks, dash, euro and ellipsis."""
    path = folder / "kafe.txt"
    path.write_bytes(f"Kafé di Pantai\n\n{_PROSE}".replace("\n", "\r\n").encode("cp1252"))
    return path


def mojibake(folder: Path) -> Path:
    """UTF-8 that a program took for Windows-1252, and saved as UTF-8."""
    path = folder / "rusak.txt"
    text = _PROSE.encode().replace(b"\x9d", b"\xe2\x80\x9c"[-1:]).decode("cp1252", "replace")
    path.write_text(f"Cerita Rusak\n\n{text}", "utf-8")
    return path


def utf16(folder: Path) -> Path:
    """UTF-16 as the old Notepad saves it."""
    path = folder / "lebar.txt"
    path.write_bytes(f"Catatan Lebar\n\n{_PROSE}".encode("utf-16"))
    return path


_TABBED = """BAB I PENDAHULUAN

Nelayan\tPerahu\tHasil
Amir\tSinar\t12
Budi\tBahari\t8

Alat dan Bahan:

- jaring
- pelampung
• umpan

1. Turunkan jaring
2. Tunggu sampai
   air tenang
3. Angkat jaring

1.1 Cara Menyimpan Ikan

Ikan disimpan dengan es di dalam peti yang tertutup rapat supaya tetap segar
sampai perahu kembali ke pelabuhan, yang kadang-kadang baru tercapai sesudah
dua hari berlayar.

Penutup
-------
Satu baris\tdengan tab di tengahnya.

BAB II HASIL

Ringkasan: Hasil melaut bergantung pada angin, musim, dan alat yang dipakai nelayan.

Pantun:

Berlayar perahu ke Pulau Buru
Singgah sebentar di Pulau Buton
Rajin membaca banyaklah ilmu
Jangan hanya pandai menonton
"""


def tabbed(folder: Path) -> Path:
    """Tabs, lists, wrapped lines, underlined headings, verse."""
    path = folder / "melaut.txt"
    path.write_text(_TABBED, "utf-8")
    return path


def dos(folder: Path) -> Path:
    """Line ends of three systems, form feeds, control characters, signs that Markdown knows."""
    text = "Daftar *Harga* #1\r\n\r\nBeras $5 & gula_pasir <b>10</b> [diskon]\r\n\x0cHalaman dua\x07 `kode` \\ garis\r\rPenutup.\n"
    path = folder / "dos.txt"
    path.write_bytes(text.encode())
    return path


_PAGE = f"""<!DOCTYPE html><html lang="id"><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1252">
<title>Pasar Ikan – Koran Pesisir</title><style>p {{color: red}}</style><script>var rahasia = "tidak dibaca";</script></head>
<body><nav><ul><li><a href="/">Beranda</a><li><a href="/olahraga">Olahraga</a></ul></nav>
<h1>Pasar Ikan Dibuka Lagi</h1><p class="tanggal" onclick="alert(1)">Kendari, 12 Mei</p>
<p>Pasar itu <b>ramai</b> sejak subuh.<br>Harga turun&nbsp;&mdash; kata <i lang="en">vendors</i> caf&eacute;.</p>
<figure><img src="{picture_of_one_dot()}" alt="Deretan kios"><figcaption>Kios ikan pagi hari</figcaption></figure>
<p><img src="https://example.org/iklan.png" alt="Iklan jarak jauh"> <a href="javascript:alert(1)">Bagikan</a>
<a href="https://example.org/a?b=1&amp;c=2">Sumber berita</a> <a href="#bawah">Ke bawah</a> <a href="lain.html">Laman lain</a></p>
<h3>Daftar Harga</h3><table><caption>Harga hari ini</caption><tr><th colspan=2>Jenis dan ukuran<th>Rupiah</tr>
<tr><td rowspan=2>Tongkol<td>besar<td>30.000</tr><tr><td>kecil<td><table><tr><td>pagi<td>15.000</table></tr></table>
<p><strong>Suara Pembeli</strong></p><blockquote><p>Ikannya segar.</blockquote><ol start=3><li>beli<li>bawa<ul><li>es</ul></ol>
<dl><dt>Lelang<dd>penjualan terbuka</dl><pre>kode   rata</pre><details><summary>Selengkapnya</summary>Isi lipatan</details>
<form><label>Nama</label><input value="x"><button>Kirim</button><select><option>Satu<option>Dua</select></form>
<iframe src="https://example.org/peta">Peta tersemat</iframe><svg><text>Tulisan gambar</text></svg>
<p id="bawah">H<sub>2</sub>O dan 10<sup>3</sup>, 5 &lt; 6.<p hidden>Teks tersembunyi<footer>Hak cipta Koran Pesisir</footer></body></html>"""


def page(folder: Path) -> Path:
    """A page of a newspaper, in the encoding that it declares."""
    path = folder / "pasar.html"
    path.write_bytes(_PAGE.encode("cp1252"))
    return path


def soup(folder: Path) -> Path:
    """Tags without end or order, no head, no body."""
    path = folder / "sup.htm"
    path.write_text(
        "<p>Satu <b>dua <i>tiga</b> empat</i><div>lima<p>enam<ul><li>tujuh<li>delapan<p>sembilan</div>"
        "<center>sepuluh</center><font color=red>sebelas</font><blink>dua belas</blink><td>tiga belas</td>",
        "utf-8",
    )
    return path


def chapters(folder: Path) -> Path:
    """A folder of chapters with pictures, notes, links among them, a bibliography, and other files."""
    book = folder / "bab-bab"
    write_png(book / "gambar" / "Foto Perahu (1).png")
    files = {
        "1-laut.md": "# Laut\n\nLihat [darat](2-darat.md) dan [bawah](#jenis).[^1]\n\n[^1]: Catatan laut.\n\n"
        "## Jenis {#jenis}\n\n![Perahu](<gambar/Foto Perahu (1).png>)\n\nKutipan [@rana] dan [@tiada].\n",
        "2-darat.md": "---\ntitle: Darat dan Gunung\nauthor: [Ani, Budi]\ntags: [alam]\n---\n\nPembuka darat.[^1]\n\n"
        "[^1]: Catatan darat.\n\n### Terlalu dalam\n\nIsi.\n",
        "10-udara.md": "Udara\n=====\n\n**Angin**\n\nAngin bertiup.\n\n- [ ] amati\n- [x] catat\n",
        "bab 11.txt": "Api:\n\nApi membakar kayu.\n",
        "pustaka.bib": "@book{rana, author={Rana, Kishan S.}, title={Bilateral Diplomacy}, year={2002},"
        " publisher={DiploProjects}, address={Malta}}\n",
        ".rahasia.md": "# Jangan dibaca\n",
        "catatan.xyz": "bukan naskah",
    }
    for name, text in files.items():
        (book / name).write_text(text, "utf-8")
    return book


_GFM = """Judul Tanpa Tagar
=================
Paragraf langsung di bawahnya dengan @pengguna, [@tiada], $5 dan $6, a_b_c, serta https://example.org/x_y.
* butir tanpa baris kosong
* butir kedua
  1. bernomor

| A | B |
|---|---|
| satu \\| dua | `kode|pipa` |

<div align="center"><img src="tiada.png" alt="Gambar hilang" width=30><br>tengah</div>

Baris<br/>patah <kbd>Ctrl</kbd> <!-- komentar penulis --> dan ~~coret~~.

<details>
<summary>Lipatan</summary>

Isi lipatan *miring*.

</details>

<!-- komentar
dua baris -- dengan garis -->

> kutipan
> - dalam kutipan

```python
print("halo")  # bukan judul
```

#### Judul Terlalu Dalam

\\newcommand{\\x}{y} dan $\\frac{a}{b}$ serta $$E = mc^2$$

Istilah
: Definisi istilah

Akhir.[^catat]

[^catat]: Isi catatan

    alinea kedua
"""


def gfm(folder: Path) -> Path:
    """Markdown as on GitHub, with HTML, tasks, TeX."""
    path = folder / "BACAAN.md"
    path.write_text(_GFM, "utf-8")
    return path


_ODF = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"
    for name, space in {
        "office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style",
        "fo": "xsl-fo-compatible", "svg": "svg-compatible",
    }.items()
}  # fmt: skip
_ODT = """
<text:tracked-changes><text:changed-region text:id="ct1"><text:deletion><text:p>kalimat yang dihapus</text:p>
</text:deletion></text:changed-region></text:tracked-changes>
<text:p text:style-name="Judul">Kapal Pinisi</text:p>
<text:table-of-content><text:index-body><text:p>Daftar isi lama halaman tiga</text:p></text:index-body></text:table-of-content>
<text:h text:outline-level="1">Sejarah Pinisi</text:h>
<text:p>Pinisi dibuat di <text:span text:style-name="T1">Bulukumba</text:span><text:s/>sejak<text:tab/>lama.
<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Catatan kaki pinisi.
</text:p></text:note-body></text:note><office:annotation><dc:creator>Budi</dc:creator><text:p>Periksa tahunnya</text:p>
</office:annotation> Sesudah komentar.<text:change text:change-id="ct1"/> Sesudah hapus.</text:p>
<text:section text:name="S"><text:p text:style-name="P1">Bagian Kapal</text:p>
<text:p>Diambil <text:date>12 Mei</text:date> oleh <text:author-name>Ani</text:author-name>.</text:p></text:section>
<text:list><text:list-item><text:p>layar</text:p></text:list-item><text:list-item><text:p>tiang</text:p></text:list-item></text:list>
<text:p>Bingkai <draw:frame draw:name="b"><draw:text-box><text:p>Isi kotak teks</text:p><text:p><draw:custom-shape>
<text:p>Bentuk di dalam kotak</text:p></draw:custom-shape></text:p></draw:text-box></draw:frame> sesudah bingkai.</text:p>
<text:p><draw:frame svg:width="3cm" svg:height="2cm"><draw:image xlink:href="Pictures/layar.png"/><svg:title>Layar putih</svg:title>
</draw:frame></text:p>
<table:table><table:table-column table:number-columns-repeated="2"/><table:table-row><table:table-cell
table:number-columns-spanned="2"><text:p>Kepala gabungan</text:p></table:table-cell><table:covered-table-cell/></table:table-row>
<table:table-row><table:table-cell><text:p>kiri</text:p></table:table-cell><table:table-cell><text:p>kanan</text:p>
</table:table-cell></table:table-row></table:table>
<text:p>Tautan <text:a xlink:href="https://example.org/pinisi">laman pinisi</text:a>.</text:p>
"""
_ODT_STYLES = """
<style:style style:name="Judul" style:family="paragraph" style:parent-style-name="Title"/>
<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="P1" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>
"""


def opendocument(folder: Path) -> Path:
    """An OpenDocument text with the traps of its kind."""
    spaces = " ".join(f'xmlns:{name}="{space}"' for name, space in _ODF.items())
    spaces += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{_ODT_STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{_ODT}</office:text></office:body></office:document-content>"
    )
    styles = (
        f"<office:document-styles {spaces}><office:master-styles><style:master-page><style:header><text:p>Kepala halaman odt"
        "</text:p></style:header></style:master-page></office:master-styles></office:document-styles>"
    )
    path = folder / "pinisi.odt"
    write_png(folder / "layar.png")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr("styles.xml", styles)
        archive.writestr("Pictures/layar.png", (folder / "layar.png").read_bytes())
    (folder / "layar.png").unlink()
    return path


RECIPES: dict[str, Callable[[Path], Path]] = {
    "the received text": received,
    "Windows-1252": windows,
    "mojibake": mojibake,
    "UTF-16": utf16,
    "tabs, lists, verse": tabbed,
    "DOS": dos,
    "a page": page,
    "tag soup": soup,
    "a folder of chapters": chapters,
    "GitHub's Markdown": gfm,
    "OpenDocument": opendocument,
}


def words(path: Path) -> str:
    """The text of a source as its writer meant it, read without Terbit and without pandoc."""
    if path.is_dir():
        return "\n".join(
            words(one) for one in path.iterdir() if one.suffix in {".md", ".txt"} and one.name[0] != "."
        )
    data = path.read_bytes()
    match path.suffix:
        case ".odt":
            with zipfile.ZipFile(path) as archive:
                parts = [ET.fromstring(archive.read(name)) for name in ("content.xml", "styles.xml")]  # noqa: S314  # ours
            return "\n".join("".join(_spoken(part)) for part in parts)
        case ".html" | ".htm":
            return _page_words(data.decode("cp1252" if b"1252" in data else "utf-8"))
        case ".md":
            return _markdown_words(data.decode())
        case _:
            text = _PROSE if path.name in {"kafe.txt", "rusak.txt", "lebar.txt"} else data.decode()
            return re.sub(r"(?m)^\s*\d+[.)]\s", "", text)


def _spoken(node: ET.Element) -> list[str]:
    kind = node.tag.rpartition("}")[2]
    if kind in {"note-citation", "creator"}:
        return [node.tail or ""]
    around = "\n" if kind in {"p", "h", "s", "tab", "note", "title"} else ""
    inner = [piece for child in node for piece in _spoken(child)]
    return [around, node.text or "", *inner, around, node.tail or ""]


def _page_words(text: str) -> str:
    pieces: list[str] = []

    class Reader(HTMLParser):
        silent = False

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.silent = tag in {"script", "style"}
            pieces.append("" if tag in {"b", "i", "a", "sub", "sup", "font", "blink"} else "\n")
            pieces.extend(f"\n{value}\n" for name, value in attrs if name == "alt" and value)

        def handle_endtag(self, tag: str) -> None:
            self.silent = False
            pieces.append("" if tag in {"b", "i", "a", "sub", "sup", "font", "blink"} else "\n")

        def handle_data(self, data: str) -> None:
            pieces.append("" if self.silent else data)

    Reader().feed(text)
    return "".join(pieces)


def _markdown_words(text: str) -> str:
    text = re.sub(
        r"\]\((<[^>]*>|[^)]*)\)|<(?!!--)[^>]*>|\{#[^}]*\}|^\[\^\w+\]:|\[\^\w+\]",
        "\n",
        text,
        flags=re.MULTILINE,
    )
    return re.sub(r"(?m)^\s*\d+[.)]\s|\[x\]", "", text)
