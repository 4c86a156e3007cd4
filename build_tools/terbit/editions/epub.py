"""A Book becomes an EPUB 3.3 file for phones and e-readers, with EbookLib; and such a file is read back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from terbit.adapters import ebooklib, pandoc, pdfium, weasyprint
from terbit.adapters.ebooklib import Package, Page, Resource
from terbit.editions import Edition
from terbit.editions._epub_documents import Document, connect, documents
from terbit.editions._epub_images import Images, images
from terbit.editions._epub_lists import lists
from terbit.editions._epub_metadata import fields, measure
from terbit.editions._epub_nav import PATH, Navigation, contents, landmarks, nav
from terbit.editions._epub_pages import mark_pages
from terbit.editions._epub_reading import inspect
from terbit.editions._epub_xml import MATHML, document
from terbit.editions._html import html
from terbit.editions._print_pages import print_pages
from terbit.model.book import PLAIN, Book, Complaint, Order, Rendered, Styles
from terbit.model.findings import Rule, Severity

RULES = (
    Rule(
        "X011",
        "epub_tool_message",
        Severity.WARNING,
        "Alat pembuat EPUB menyampaikan pesan",
        "EbookLib atau pandoc melaporkan sesuatu sewaktu membuat EPUB. Pesannya diteruskan apa adanya, agar "
        "tidak ada yang hilang tanpa diketahui.",
    ),
    Rule(
        "X012",
        "epub_image_left_out",
        Severity.ERROR,
        "Gambar tidak masuk ke EPUB",
        "Pembaca EPUB hanya wajib mengenal PNG, JPEG, GIF, WebP, dan SVG yang tersimpan di dalam berkas EPUB "
        "itu sendiri. Gambar lain hilang di banyak perangkat, jadi tidak dimasukkan.",
        wrong="![Peta jalur dagang](gambar/peta.tiff)",
        right="![Peta jalur dagang](gambar/peta.png)",
    ),
    Rule(
        "X013",
        "alt_text_not_claimed",
        Severity.WARNING,
        "EPUB tidak menyatakan adanya teks alternatif",
        "Pembaca tunanetra mengenal gambar dari deskripsinya. EPUB baru boleh menyatakan bahwa teks "
        "alternatifnya tersedia bila setiap gambar berdeskripsi.",
        wrong="![](gambar/peta.png)",
        right="![Peta jalur dagang antara Mesir dan Het](gambar/peta.png)",
    ),
    Rule(
        "X014",
        "dead_internal_link",
        Severity.ERROR,
        "Tautan di dalam buku tidak sampai",
        "Tautan menuju jangkar yang tidak ada, atau jangkarnya ada dua. Pembaca yang mengetuknya tidak "
        "sampai ke tempat yang dijanjikan.",
        wrong="Lihat [bagian itu](#tidak-ada).",
        right="## Bagian Itu {#bagian-itu}\n\nLihat [bagian itu](#bagian-itu).",
    ),
)

_STYLE = "epub.css"


def _render(book: Book, styles: Styles, order: Order = PLAIN) -> Rendered:
    """The EPUB's bytes; complaints about links (X014), images (X012, X013) and from the tools (X011).

    `order.pages` holds those of `cetak`; without them, no page is marked, and none is claimed.
    """
    source = html(book)
    made = documents(book, source)
    pictures = images(made, book.root)  # first: what is left out takes its own links along
    complaints = connect(made)
    printed = order.pages.get("cetak", ())
    pages = mark_pages(made, print_pages(printed, book.outline)) if printed else ()
    written = ebooklib.write(_package(book, styles, made, pictures, pages))
    said = [
        *(f"pandoc melaporkan: “{m.get('pretty') or m.get('type')}”." for m in source.messages),
        *(f"EbookLib melaporkan: “{message}”." for message in written.messages),
    ]
    hint = "Laporkan kepada pengembang; naskah tidak perlu diubah."
    return Rendered(
        written.data,
        (*complaints, *pictures.complaints, *(Complaint("X011", message, hint=hint) for message in said)),
    )


def _package(
    book: Book, styles: Styles, made: list[Document], pictures: Images, pages: tuple[Page, ...]
) -> Package:
    metadata = book.metadata
    entries = contents(made)
    measured = measure(made, entries, pictures, pages)
    listed = lists(made)
    content = [
        Resource(
            Path(page.path).stem,
            page.path,
            "application/xhtml+xml",
            document(page.title, metadata.language, page.body, _STYLE),
            ("mathml",) if next(page.body.iter(f"{{{MATHML}}}math"), None) is not None else (),
        )
        for page in made
    ]
    before = book.before_contents  # each of these parts is one document
    navigation = nav(Navigation(entries, listed, pages, landmarks(made, before)), metadata.language, _STYLE)
    content.insert(before, Resource("nav", PATH, "application/xhtml+xml", navigation, ("nav",)))
    from terbit.editions._epub_cover import cover_files  # brings lxml

    cover_page, cover_image = cover_files(book, styles, _STYLE)
    content.insert(0, cover_page)
    style = Resource("gaya", _STYLE, "text/css", styles.path(_STYLE).read_bytes())
    return Package(
        identifier=f"urn:uuid:{metadata.uuid}",
        title=metadata.title,
        language=metadata.language,
        modified=dt.datetime.fromtimestamp(metadata.timestamp, dt.UTC),
        metadata=fields(metadata, measured),
        resources=(*content, style, cover_image, *pictures.resources),
        spine=tuple(page.identifier for page in content),
        contents=entries,
        pages=pages,
        lists=listed,
    )


def _tools() -> dict[str, str]:
    made_by = {"ebooklib": ebooklib.version(), "pandoc": pandoc.version(), "pypdfium2": pdfium.version()}
    return {**made_by, **weasyprint.versions()}


EDITION = Edition(
    name="epub",
    title="EPUB 3.3 untuk ponsel dan pembaca buku elektronik",
    suffix=".epub",
    order=2,
    render=_render,
    inspect=inspect,
    tools=_tools,
    prepare=weasyprint.prepare,
    rules=RULES,
    ahead=html,
    needs=("cetak",),
)
