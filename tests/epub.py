"""What the tests of the EPUB share: a strange book, and the parts of a finished file."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree
from tests.conftest import make_book as make_whole_book

from terbit.editions import load
from terbit.model.book import Book, Rendered, Styles
from terbit.model.outline import Outline, Reading

STRANGE = """
Kata pendahuluan sebelum judul.

# Judul dengan catatan[^satu] dan *miring* & <tanda>

[^satu]:
    ```
    kode di awal catatan
    ```

    - butir[^jauh]

[^jauh]: Ini tidak pernah dipanggil dari teks.

### Butir yang melompati tingkat

Rumus $x^2 + 1$, H~2~O, ~~coret~~, [kapital kecil]{.smallcaps}, `kode < sebaris`, <a@contoh.id>.

| baris satu
|   baris *dua*[^dua]

[^dua]: Catatan dari bait.

- [ ] tugas
- [x] selesai

```python
def f(x):
    return x < 1
```

| Nama[^tiga] | Tahun | Tempat | Uraian |
|:-----|:-----:|------:|:--------|
| A    | 1     | Kadesh | [tautan](#ada) |
|      | 2     | Memfis | ![dalam tabel](gambar/peta.png) |

: Keterangan dengan [tautan](https://example.org/)

[^tiga]: Catatan dari kepala tabel.

## Bagian {#ada}

::: {.kotak lang=en}
## Heading inside a box

A passage in English.
:::

![](gambar/peta.png){width=50%}

![Logo](gambar/logo.svg) ![Peta](<gambar/Péta (1).jpg>) ![Peta lagi](<gambar/Péta (1).jpg>)

- induk
  - anak

4. empat
5. lima

***

Ibid. [rusak](naskah.md), [mati](#tak-ada), [jahat](javascript:alert), [pos](mailto:a@contoh.id).
"""

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle r="4" cx="5" cy="5"/></svg>'
XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


def make_book(root: Path, body: str) -> Book:
    """The sample book with another body; the glossary's link back still arrives."""
    return make_whole_book(root, f"{body}\n\n[Kerja sama]{{#pakai-kerja-sama-1}}.\n")


def rendered(book: Book, styles: Styles, folder: Path) -> tuple[Rendered, Path]:
    """The edition of `book`, and its file in `folder`."""
    result = load("epub").render(book, styles)
    path = folder / "buku.epub"
    path.write_bytes(result.data)
    return result, path


def pages(path: Path) -> dict[str, etree._Element]:
    """The XML files of an EPUB by their names."""
    with zipfile.ZipFile(path) as archive:
        return {
            name.removeprefix("EPUB/"): etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith((".xhtml", ".opf", ".ncx"))
        }


def changed(path: Path, name: str, change: Callable[[str], str]) -> Path:
    """A copy of the EPUB in which one file went through `change`, which must change it."""
    copy = path.with_name("diubah.epub")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == f"EPUB/{name}":
                text = change(data.decode())
                assert text != data.decode()
                data = text.encode()
            new.writestr(info, data)
    return copy


def plain(texts: Iterator[str] | tuple[str, ...]) -> str:
    """All texts as one, without white space."""
    return re.sub(r"\s", "", "".join(texts))


def agrees(outline: Outline, reading: Reading) -> bool:
    """Whether a file says what was promised, in order."""
    texts = plain(p.text for p in outline.passages) == plain(reading.passages)
    return texts and plain(p.text for p in outline.notes) == plain(reading.notes)


def properties(path: Path) -> dict[str, list[str]]:
    """The metadata of an EPUB: Dublin Core names and `meta` properties with their values."""
    found: dict[str, list[str]] = {}
    for field in pages(path)["content.opf"].iterfind("{*}metadata/*"):
        name = field.get("property") or etree.QName(field).localname
        found.setdefault(name, []).append(field.text or "")
    return found
