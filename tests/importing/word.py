"""Word files as people make them, and their words read from the file by the standard library alone."""

from __future__ import annotations

import base64
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from tests.conftest import write_png

_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Judul1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Judul2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Subtitle"/></w:style>'
)


def package(path: Path, body: str, **parts: str | bytes) -> Path:
    """A Word file of raw XML: `body` is that of the document, each other part is named like `footnotes`."""
    kinds = {name: re.sub(r"\d+$", "", name) for name in parts if name != "styles"}
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_KIND}/{kind}" Target="{name}.xml"/>'
        for name, kind in kinds.items()
    )
    relations += (
        f'<Relationship Id="gambar" Type="{_KIND}/image" Target="media/gambar.png"/>'
        f'<Relationship Id="taut" Type="{_KIND}/hyperlink" Target="https://example.org/laut" TargetMode="External"/>'
        f'<Relationship Id="styles" Type="{_KIND}/styles" Target="styles.xml"/>'
    )
    write_png(path.parent / "gambar.png")
    styles = str(parts.get("styles", f"<w:styles {{ns}}>{_STYLES}</w:styles>")).format(ns=_SPACES)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_RELS}"><Relationship Id="d" Type="{_KIND}/officeDocument" '
            f'Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{_RELS}">{relations}</Relationships>'
        )
        archive.writestr("word/document.xml", f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/styles.xml", styles)
        archive.writestr("word/media/gambar.png", (path.parent / "gambar.png").read_bytes())
        for name, part in parts.items():
            if name == "styles":
                continue
            archive.writestr(f"word/{name}.xml", part.format(ns=_SPACES) if isinstance(part, str) else part)
    (path.parent / "gambar.png").unlink()
    return path


def p(*inner: str, style: str = "", properties: str = "") -> str:
    """A paragraph; what is no XML is a run."""
    runs = "".join(one if one.startswith("<") else r(one) for one in inner)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{''.join(rows)}</w:tbl>"


def row(*cells: str) -> str:
    """A row; a cell may bring its properties."""
    return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"


PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="600000"/><wp:docPr id="1" name="g" descr="Perahu di tepi pantai"/>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
    '<pic:cNvPr id="0" name="g"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="gambar"/></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:ext cx="900000" cy="600000"/></a:xfrm></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r>"
)


def _box(text: str) -> str:
    """A text box as Word writes it, twice: as a shape, and as VML for its elders."""
    inner = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic><a:graphicData "
        f"uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'><wps:wsp><wps:txbx>{inner}</wps:txbx>"
        "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
        f"<v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


_FORMULA = (
    "<m:oMathPara><m:oMath><m:sSup><m:e><m:r><m:t>c</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    "<m:r><m:t>=</m:t></m:r><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f>"
    "</m:oMath></m:oMathPara>"
)


def torture(folder: Path) -> Path:
    """Text boxes, tracked changes, comments, formulas, nested and merged tables, notes of both kinds, and more."""
    inner = table(row(p("sel terdalam"), p("sel sebelahnya")))
    body = [
        p("Laporan Pelayaran", style="Judul1"),
        p("Daftar isi pelayaran ........ 3", style="TOC1"),
        p("Disusun bersama nelayan", style="Sub"),
        p("Angin bertiup dari timur", _box("Kotak berisi peringatan cuaca"), " ketika layar dipasang."),
        p("Keberangkatan", style="Judul2"),
        p("Kapal ", '<w:del w:id="1" w:author="Ani"><w:r><w:delText>lama</w:delText></w:r></w:del>',
          f'<w:ins w:id="2" w:author="Ani">{r("baru")}</w:ins>', " berangkat",
          '<w:r><w:commentReference w:id="7"/></w:r>', " pagi.",
          '<w:r><w:footnoteReference w:id="2"/></w:r>', '<w:r><w:endnoteReference w:id="2"/></w:r>'),
        p('<w:hyperlink r:id="taut"><w:r><w:t>Laman pelabuhan</w:t></w:r></w:hyperlink>', " memuat jadwalnya."),
        p(f'<w:sdt><w:sdtContent>{r("Isian formulir terkendali")}</w:sdtContent></w:sdt>'),
        f'<w:sdt><w:sdtContent>{p("Blok terkendali")}</w:sdtContent></w:sdt>',
        p(f'<w:smartTag w:element="x">{r("Makassar")}</w:smartTag>', r(" tersembunyi", "<w:vanish/>"),
          "<w:r><w:t>antar</w:t><w:noBreakHyphen/><w:t>pulau</w:t><w:tab/><w:t>sesudah tab</w:t><w:br/><w:t>baris</w:t></w:r>"),
        p(r("Ker"), r("ja", "<w:b/>"), " keras", r(" mengukir", "<w:i/>"), r(" garis", '<w:u w:val="single"/>')),
        _FORMULA.join(["<w:p>", "</w:p>"]),
        table(
            row("<w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + p("Kepala gabungan")),
            row("<w:tcPr><w:vMerge w:val='restart'/></w:tcPr>" + p("Menurun"), p("pertama") + p("alinea kedua")),
            row("<w:tcPr><w:vMerge/></w:tcPr>" + p(""), inner + p("")),
        ),
        p(PICTURE),
        p("Gambar 1. Perahu nelayan"),
        p('<w:moveFrom w:id="8"><w:r><w:t>dipindahkan</w:t></w:r></w:moveFrom>', "Sesudah itu ",
          f'<w:moveTo w:id="9">{r("dipindahkan")}</w:moveTo>', "."),
        p("Kepulangan", properties='<w:outlineLvl w:val="1"/>'),
        p('<w:r><w:pict><v:shape><v:textpath string="Tulisan hias"/></v:shape></w:pict></w:r>', "Semua selamat."),
        p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
          '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "12 Mei", '<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
    ]  # fmt: skip
    notes = (
        '<w:{0}s {{ns}}><w:{0} w:id="2">'
        + p("Catatan {1} pertama.")
        + p("Alinea lanjutan.")
        + "</w:{0}></w:{0}s>"
    )
    return package(
        folder / "siksa.docx",
        "".join(body),
        footnotes=notes.format("footnote", "kaki"),
        endnotes=notes.format("endnote", "akhir"),
        comments=f'<w:comments {{ns}}><w:comment w:id="7" w:author="Budi">{p("Apakah jamnya benar?")}</w:comment></w:comments>',
        header1=f"<w:hdr {{ns}}>{p('Kepala setiap halaman')}</w:hdr>",
        footer1=f"<w:ftr {{ns}}>{p('Kaki setiap halaman')}</w:ftr>",
    )


def diagrams(folder: Path) -> Path:
    """SmartArt and a chart, whose words stand in parts of their own."""
    smart = (
        '<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/'
        'diagram"><dgm:relIds r:dm="diagramData1"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
    chart = smart.replace("/diagram", "/chart").replace(
        '<dgm:relIds r:dm="diagramData1"/>', '<c:chart r:id="chart1"/>'
    )
    return package(
        folder / "bagan.docx",
        p("Panen Ikan", style="Judul1") + p("Lihat bagan berikut.", smart) + p("Lalu grafik ini.", chart),
        diagramData1="<dgm:dataModel {ns}><a:t>Tangkap</a:t><a:t>Olah lalu jual</a:t></dgm:dataModel>",
        chart1="<c:chartSpace {ns}><a:t>Hasil tahunan</a:t><c:cat><c:v>Tongkol</c:v></c:cat></c:chartSpace>",
    )


def fake_headings(folder: Path) -> Path:
    """No style at all: the title large, chapters bold and larger, points bold."""
    made = docx.Document()

    def line(text: str, size: int = 11, *, bold: bool = False, centred: bool = False) -> None:
        paragraph = made.add_paragraph()
        run = paragraph.add_run(text)
        run.bold, run.font.size = bold, Pt(size)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    line("MENANAM BAKAU DI PESISIR", 18, bold=True, centred=True)
    line("Bakau menahan ombak dan menjadi rumah ikan.")
    for chapter in ("Persiapan Lahan", "Penanaman"):
        line(chapter, 14, bold=True)
        for point in ("Alat yang Diperlukan", "Urutan Kerja"):
            line(point, bold=True)
            line(f"Uraian tentang {point.lower()} pada tahap {chapter.lower()} ditulis di sini.")
    line("Jangan menginjak bibit yang baru ditanam!", bold=True)
    made.save(str(folder / "bakau.docx"))
    return folder / "bakau.docx"


def styled(folder: Path) -> Path:
    """Word's own styles, lists, a table with a caption, a picture."""
    made = docx.Document()
    made.core_properties.author = "Ani Wijaya"
    made.add_heading("Membaca Peta", 0)
    made.add_paragraph("Panduan untuk kelas tujuh", "Subtitle")
    made.add_heading("Arah Mata Angin", 1)
    made.add_paragraph("Peta selalu mempunyai arah utara.")
    for item in ("utara", "selatan"):
        made.add_paragraph(item, "List Bullet")
    for item in ("buka peta", "cari legenda"):
        made.add_paragraph(item, "List Number")
    made.add_heading("Skala", 2)
    made.add_paragraph("Skala satu banding seribu.", "Intense Quote")
    grid = made.add_table(rows=3, cols=3)
    for number, cell in enumerate(grid._cells):  # noqa: SLF001  # python-docx has no flat list
        cell.text = f"sel nomor {number}"
    made.add_paragraph("Tabel 1. Isi contoh", "Caption")
    write_png(folder / "peta.png")
    made.add_picture(str(folder / "peta.png"))
    (folder / "peta.png").unlink()
    made.add_heading("Latihan", 1)
    made.add_paragraph("Gambarlah denah rumahmu.")
    made.save(str(folder / "peta.docx"))
    return folder / "peta.docx"


def scripts(folder: Path) -> Path:
    """Arabic, Greek, Han and signs beside Indonesian words, and text that was read in a wrong encoding."""
    body = p("Salam dalam Banyak Bahasa", style="Judul1") + p("السلام عليكم berarti damai.")
    body += p("Kata Yunani λόγος dan kata Han 海 berarti laut.") + p("kafÃ© yang ramai di SÃ£o TomÃ©")
    return package(folder / "salam.docx", body)


RECIPES: dict[str, Callable[[Path], Path]] = {
    "Word, every trap": torture,
    "Word, diagrams": diagrams,
    "Word, no styles": fake_headings,
    "Word, styles": styled,
    "Word, scripts": scripts,
}

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPOKEN = re.compile(
    r"word/(document|footnotes|endnotes|comments|header\d|footer\d|diagramData\d|chart\d)\.xml"
)


def words(path: Path) -> str:
    """All text of a Word file, as its parts hold it: paragraph by paragraph, what is deleted included."""
    pieces = []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if _SPOKEN.fullmatch(name):
                pieces += _spoken(ET.fromstring(archive.read(name)))  # noqa: S314  # a file of our own
    # What was read in a wrong encoding is meant as it was before.
    return re.sub("(?:Ã.)+", lambda one: one[0].encode("cp1252").decode(), "".join(pieces))


def _spoken(node: ET.Element) -> list[str]:
    if node.tag.endswith(("}Fallback", "}moveFrom")):
        return []
    kind = node.tag.rpartition("}")[2]
    found = [(node.text or "") + "\n" * (kind == "delText")] if kind in {"t", "delText", "v"} else []
    found += [node.get("string", "")] if kind == "textpath" else []
    around = (
        "\n"
        if kind in {"p", "tab", "br", "noBreakHyphen", "v", "textpath"} or not node.tag.startswith(_W)
        else ""
    )
    return [around, *found, *(piece for child in node for piece in _spoken(child)), around]


def picture_of_one_dot() -> str:
    """A PNG as a data address."""
    dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
    assert base64.b64decode(dot)
    return f"data:image/png;base64,{dot}"
