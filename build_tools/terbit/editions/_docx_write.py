"""A book becomes a DOCX: pandoc writes it with our reference document, the rest is set afterwards."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Sequence
from typing import Any

from terbit.adapters import pandoc
from terbit.editions._docx_drawings import draw
from terbit.editions._docx_finish import finish
from terbit.editions._docx_look import read_look
from terbit.editions._docx_reference import reference_document
from terbit.editions._docx_rules import MESSAGE
from terbit.editions._docx_tree import word_tree
from terbit.editions._print_pages import PrintPage
from terbit.model.book import Book, Complaint, Rendered, Styles
from terbit.model.tree import encode

# pandoc's own region names: a bare “id” is no locale Word knows by itself.
_REGIONS = {"id": "id-ID"}
_PATHS = ("path", "for", "from", "contents")
_SENTENCES = {
    "CouldNotFetchResource": "Berkas “{about}” tidak dapat dimuat dalam edisi Word.",
    "CouldNotDetermineImageSize": "Ukuran gambar “{about}” tidak dapat dibaca; mungkin berkasnya rusak.",
    "CouldNotDetermineMimeType": "Jenis berkas “{about}” tidak dikenal.",
    "CouldNotConvertImage": "Gambar “{about}” tidak dapat diubah untuk edisi Word.",
    "CouldNotConvertTeXMath": "Rumus “{about}” tidak dapat diubah untuk edisi Word.",
    "BlockNotRendered": "Sebuah blok tidak dapat dimuat dalam edisi Word.",
    "InlineNotRendered": "Sepotong teks tidak dapat dimuat dalam edisi Word.",
}


def write_docx(
    book: Book, styles: Styles, *, contents: bool = True, pages: Sequence[PrintPage] = ()
) -> Rendered:
    """The bytes of a DOCX of all parts of `book` and what was left out; `pages` are those of `cetak`.

    Raises `BookFault` (X024) when docx.yaml is broken.
    """
    look = read_look(styles.path("docx.yaml"))
    language = _REGIONS.get(book.metadata.language, book.metadata.language)
    blocks, complaints = word_tree(book, look, functools.partial(draw, book, styles), contents=contents)
    tree = encode(blocks, {"lang": {"t": "MetaString", "c": language}})
    with tempfile.NamedTemporaryFile(suffix=".docx") as reference:
        reference.write(reference_document(look, book.metadata.title, language))
        reference.flush()
        arguments = (
            "--from=json",
            "--to=docx",
            "--output=-",
            "--syntax-highlighting=none",
            f"--reference-doc={reference.name}",
            "--resource-path=.",
        )
        written = pandoc.convert(arguments, tree, epoch=book.metadata.timestamp, cwd=book.root)
    data = finish(written.data, look, book, language, pages)
    messages = (_complaint(message) for message in written.messages if _matters(message))
    return Rendered(data, (*complaints, *messages))


def _matters(message: dict[str, Any]) -> bool:
    # pandoc counts text it leaves out (BlockNotRendered) as mere information.
    return message.get("verbosity") in {"WARNING", "ERROR"} or message.get("type", "").endswith("NotRendered")


def _complaint(message: dict[str, Any]) -> Complaint:
    """A message of pandoc's log as an Indonesian complaint."""
    kind = str(message.get("type", ""))
    about = next((str(message[key]) for key in _PATHS if message.get(key)), "")
    sentence = _SENTENCES.get(kind, "Pandoc melaporkan “{kind}” saat menulis edisi Word.")
    return Complaint(
        MESSAGE.code,
        sentence.format(about=about, kind=kind),
        about,
        "Periksa bagian naskah itu; bila naskahnya benar, laporkan kepada pengembang.",
    )


def tools() -> dict[str, str]:
    """What made the file, for the manifest."""
    return {"pandoc": pandoc.version()}
