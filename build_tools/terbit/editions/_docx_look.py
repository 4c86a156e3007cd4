"""styles/docx.yaml becomes a typed Look; a misspelt name or a wrong kind of value is refused."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import yaml

from terbit.editions._docx_rules import INVALID
from terbit.model.findings import BookFault, Span

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Spec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mapping of docx.yaml: an unknown key is an error, never ignored."""


class Page(_Spec, frozen=True):
    """The sheet and its margins in mm; `head_mm` and `foot_mm` are from the edge to the running lines."""

    width_mm: float
    height_mm: float
    top_mm: float
    bottom_mm: float
    left_mm: float
    right_mm: float
    head_mm: float
    foot_mm: float

    @property
    def text_width_mm(self) -> float:
        """The length of a full line."""
        return self.width_mm - self.left_mm - self.right_mm


class Font(_Spec, frozen=True):
    """A font name, what may stand in for it, and its family (`roman`, `swiss`, `modern`)."""

    name: str
    substitute: str
    family: str


class Contents(_Spec, frozen=True):
    """The heading of the table of contents and how many levels of headings it lists."""

    heading: str
    levels: int


class TableLook(_Spec, frozen=True):
    """Rules in pt, colours as RRGGBB, the white space inside a cell in mm."""

    rule_pt: float
    inner_rule_pt: float
    rule_color: str
    inner_rule_color: str
    head_fill: str
    cell_side_mm: float
    cell_top_mm: float
    cell_bottom_mm: float


class _Letters(_Spec, frozen=True):
    """What a style says of letters; None leaves it to the style it is based on. `size` in pt.

    `alias` is a second name, which Word shows behind a built-in one.
    """

    name: str
    alias: str = ""
    based_on: str = ""
    font: str = ""
    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    color: str = ""
    underline: str = ""
    underline_color: str = ""
    raised: bool = False
    proof: bool = True


class Character(_Letters, frozen=True):
    """A character style."""


class Paragraph(_Letters, frozen=True):
    """A paragraph style: `before` and `after` in pt, indents in mm, `line` times single spacing."""

    next: str = ""
    line: float | None = None
    before: float | None = None
    after: float | None = None
    left: float | None = None
    right: float | None = None
    hanging: float | None = None
    align: str = ""
    keep_next: bool = False
    keep_lines: bool = False
    page_break: bool = False
    contextual: bool = False
    outline: int = 0
    leader_tab: bool = False
    bar_left: str = ""
    rule_below: str = ""
    fill: str = ""
    quick: bool = False


class Look(_Spec, frozen=True):
    """All that docx.yaml says. Styles are keyed by their id."""

    page: Page
    fonts: dict[str, Font]
    contents: Contents
    table: TableLook
    paragraphs: dict[str, Paragraph]
    characters: dict[str, Character]


def read_look(path: Path) -> Look:
    """The look in the YAML file `path`. Raises `BookFault` (X024) when it is broken."""
    text = path.read_text("utf-8")
    try:
        return _whole(msgspec.convert(yaml.load(text, _LOADER), Look), path, text)  # noqa: S506  # a safe loader, by either name
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark
        span = Span(path, mark.line + 1, mark.column + 1) if mark else Span(path)
        raise BookFault(INVALID.at(span, "Susunan YAML dalam docx.yaml salah.", _HINT)) from fault
    except msgspec.ValidationError as fault:
        # msgspec ends with the place: “… unknown field `ukuran` - at `$.paragraphs[...]`”.
        field, place = re.search(r"field `(.*?)`", str(fault)), re.search(r"`\$\.?(.*?)`$", str(fault))
        about = field[1] if field else place[1].rpartition(".")[2] if place else ""
        message = f"“{about or 'docx.yaml'}” dalam docx.yaml tidak dikenal atau nilainya salah."
        raise BookFault(INVALID.at(_find(path, text, about), message, _HINT)) from fault


def _find(path: Path, text: str, word: str) -> Span:
    """Where `word` stands in the file, if it stands there once."""
    places = [match.start() for match in re.finditer(rf"\b{re.escape(word)}\b", text)] if word else []
    if len(places) != 1:
        return Span(path)
    before = text[: places[0]].split("\n")
    return Span(path, len(before), len(before[-1]) + 1)


_HINT = "Bandingkan dengan docx.yaml bawaan Terbit, lalu perbaiki baris itu."


# What the code and pandoc's writer name by id or take from the look.
_STYLES = frozenset({
    "Normal", "BodyText", "FirstParagraph", "Compact", "HalamanPrancis", "Title", "Subtitle", "Penulis",
    "Penerbit",
    *(f"Heading{level}" for level in range(1, 7)), "TOCHeading", "BlockText", "SourceCode", "FootnoteText",
    "FootnoteBlockText", "TableCaption", "ImageCaption", "Figure", "CaptionedFigure", "IsiTabel",
    "KepalaTabel", "Istilah", "UraianIstilah", "Bibliography", "Kolofon", "KutipanDalam", "Garis", "Header",
    "Footer", "DefaultParagraphFont", "FootnoteReference", "VerbatimChar", "Hyperlink", "TautanDalam",
    "TautanIstilah", "Pemakaian", "TautanPemakaian", "LabelKeterangan", "CommentText", "CommentReference",
})  # fmt: skip
_FONTS = frozenset({"text", "display", "code"})


def _whole(look: Look, path: Path, text: str) -> Look:
    """The look, once every font and style it names or the book needs exists."""
    styles: dict[str, _Letters] = {**look.paragraphs, **look.characters}
    named = {style.based_on for style in styles.values()} | {style.next for style in look.paragraphs.values()}
    contents = {f"TOC{level}" for level in range(1, look.contents.levels + 1)}
    fonts = {style.font for style in styles.values()}
    lacking = ((named | contents | _STYLES) - styles.keys()) | ((fonts | _FONTS) - look.fonts.keys())
    for missing in sorted(lacking - {""}):
        message = f"Gaya atau huruf “{missing}” tidak ada dalam docx.yaml."
        raise BookFault(INVALID.at(_find(path, text, missing), message, _HINT))
    return look
