"""A Markdown file becomes blocks: read as generously as people write it, its HTML and its header included."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from terbit.importing import html
from terbit.importing._account import Account
from terbit.importing._draft import Draft
from terbit.importing._encoding import decode
from terbit.importing._pandoc import tree
from terbit.importing._sources import Source
from terbit.model.tree import (
    NO_ATTR,
    Block,
    Div,
    Image,
    Inline,
    LineBreak,
    Para,
    Plain,
    RawBlock,
    RawInline,
    Str,
)
from terbit.model.walk import map_children, walk

_READER = (
    "markdown-yaml_metadata_block-pandoc_title_block-raw_tex-latex_macros-markdown_in_html_blocks"
    "-blank_before_header-blank_before_blockquote+lists_without_preceding_blankline+autolink_bare_uris-smart"
)
_HEADER = re.compile(r"\A---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_MARKUP = re.compile(
    r"\]\(<[^>\n]{0,999}>|\]\([^)\s]{0,999}|\[[ xX]\][ \t]|\[\^[^\]\n]{0,99}\]"
    r"|^[ \t]*\[[^\]\n]{1,99}\]:[ \t]*\S+|\{[^}\n]{0,999}\}"
    r"|</?[A-Za-z][^>\n]{0,999}>|^[ \t>]*\d{1,9}[.)](?=\s)|&#?\w+;|^[ \t]*[`~]{3,}.*$",
    re.MULTILINE,
)
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_IMAGE = re.compile(r"<img\b", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(src|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
_PIECE = "terbit-potongan-"


def read(source: Source, account: Account) -> Draft:
    """The blocks of a Markdown file; pictures are found in its folder."""
    text = decode(source.data, account)
    header = _HEADER.match(text)
    told = _mapping(header[1]) if header else {}
    body = text[header.end() :] if header else text
    blocks = _with_html(source.path, tree(source.path, _READER, body.encode()).blocks, account)
    title, author = (
        _line(told.get("title", told.get("judul"))),
        _line(told.get("author", told.get("penulis"))),
    )
    if header:
        account.change("Kepala YAML menjadi komentar; judul dan penulisnya dipakai untuk buku.yaml.")
        blocks = (Para((Str(account.aside("kepala YAML", header[1])),)), *blocks)
    return Draft(blocks, html.pictures_of(source), title, author, words=_words(text))


def _words(text: str) -> str:
    """The words of Markdown without its marks: addresses, attributes, tags and the numbers of lists."""
    return _MARKUP.sub(" ", text)


def _mapping(text: str) -> dict[str, object]:
    try:
        data = yaml.load(text, yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _line(value: object) -> str:
    if isinstance(value, list):
        value = ", ".join(one for one in value if isinstance(one, str))
    return " ".join(value.split()) if isinstance(value, str) else ""


def _with_html(path: Path, blocks: tuple[Block, ...], account: Account) -> tuple[Block, ...]:
    """Pieces of HTML become what they mean. All that are blocks are read by one pandoc."""
    raw = [node.c[1] for node in walk(blocks) if isinstance(node, RawBlock) and node.c[0] == "html"]
    pieces = [_COMMENT.sub("", text) for text in raw]
    known: dict[str, tuple[Block, ...]] = {}
    if any(piece.strip() for piece in pieces):
        page = "".join(f'<div id="{_PIECE}{number}">{piece}</div>' for number, piece in enumerate(pieces))
        for node in walk(html.blocks_of(path, page, account)):
            if isinstance(node, Div) and node.c[0][0].startswith(_PIECE):
                known[raw[int(node.c[0][0].removeprefix(_PIECE))]] = node.c[1]

    def on_blocks(every: tuple[Block, ...]) -> tuple[Block, ...]:
        made: list[Block] = []
        for block in every:
            if isinstance(block, RawBlock):
                made += known.get(block.c[1], ()) if block.c[0] == "html" else [_code(block.c[1])]
                made += [Para((Str(mark),)) for mark in _asides(block.c[1], account)]
            else:
                made.append(map_children(block, on_blocks, on_inlines))  # type: ignore[arg-type]  # a block stays one
        return tuple(made)

    def on_inlines(every: tuple[Inline, ...]) -> tuple[Inline, ...]:
        made: list[Inline] = []
        for inline in every:
            if isinstance(inline, RawInline):
                made += _inline(inline.c[1], account)
            else:
                made.append(map_children(inline, on_blocks, on_inlines))  # type: ignore[arg-type]  # as above
        return tuple(made)

    return on_blocks(blocks)


def _asides(text: str, account: Account) -> list[str]:
    return [mark for said in _COMMENT.findall(text) if (mark := account.aside("komentar", said))]


def _code(text: str) -> Block:
    return Plain((Str(text),))


def _inline(text: str, account: Account) -> list[Inline]:
    if _BREAK.fullmatch(text):
        return [LineBreak()]
    if _IMAGE.match(text):
        told = {
            name.lower(): first or second or third for name, first, second, third in _ATTRIBUTE.findall(text)
        }
        alt: tuple[Inline, ...] = (Str(told["alt"]),) if told.get("alt") else ()
        return [Image((NO_ATTR, alt, (told.get("src", ""), "")))]
    return [Str(mark) for mark in _asides(text, account)]
