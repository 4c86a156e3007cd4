"""Blocks become the text of a master, and that text is read again: what it then says is what counts."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from terbit.adapters import pandoc
from terbit.importing._account import Account
from terbit.importing._pandoc import patience
from terbit.model.tree import (
    NO_ATTR,
    Block,
    Code,
    CodeBlock,
    Header,
    LineBreak,
    Math,
    Para,
    RawBlock,
    RawInline,
    Space,
    Str,
    decode,
    encode,
)
from terbit.model.walk import Node, rewrite, text_of, walk

_FORMAT = (
    "markdown-yaml_metadata_block-pandoc_title_block-raw_tex-latex_macros-raw_attribute"
    "-simple_tables-multiline_tables-smart"
)
_MASTER = "markdown-yaml_metadata_block-pandoc_title_block-raw_tex-latex_macros"
"""What a master is read as."""
_WORD = re.compile(r"[^\W_]+")


def text_of_master(blocks: Sequence[Block], account: Account) -> str:
    """The Markdown of the blocks, one paragraph a line, notes below the paragraph that has them."""
    sound = tuple(_with_sound_formulas(tuple(blocks), account))
    tree = encode(sound)
    arguments = ("-f", "json", "-t", _FORMAT, "--wrap=none", "--reference-location=block", "--sandbox")
    return pandoc.tree(arguments, tree, seconds=patience(tree)).decode()


def read_again(text: str) -> tuple[Block, ...]:
    """The blocks that a master with this text has."""
    data = text.encode()
    return decode(
        pandoc.tree(("-f", _MASTER, "-t", "json", "--sandbox"), data, seconds=patience(data))
    ).blocks


def title_of(blocks: tuple[Block, ...]) -> str:
    """The title of a master as it is printed."""
    first = next((block for block in blocks if isinstance(block, Header)), None)
    return " ".join(text_of(first.inlines).split()) if first else ""


def lacking(words: str, blocks: tuple[Block, ...], *more: str) -> list[str]:
    """The words of a source that neither the blocks of the master nor `more` texts say as often."""
    told = "".join(map(_piece, walk(blocks))) + "\n" + "\n".join(more)
    there = Counter(words_of(told))
    joined = "".join(words_of(told))
    lacks = Counter(words_of(words)) - there
    # Two words that Word keeps apart by a look of its own may be one in the master.
    return [word for word in lacks if word in there or word not in joined]


def words_of(text: str) -> list[str]:
    """The words and numbers of a text, compatible forms of letters as their plain ones."""
    return _WORD.findall(unicodedata.normalize("NFKC", text))


def _piece(node: Node) -> str:
    match node:
        case Str(c=text):
            return text
        case (
            Code(c=(_, text))
            | CodeBlock(c=(_, text))
            | RawBlock(c=(_, text))
            | RawInline(c=(_, text))
            | Math(c=(_, text))
        ):
            return f" {text} "
        case Space() | LineBreak():
            return " "
        case _:
            return "" if hasattr(node, "c") and type(node).__name__ in _WITHIN else "\n"


_WITHIN = frozenset(
    {
        "Emph",
        "Strong",
        "Underline",
        "Strikeout",
        "Superscript",
        "Subscript",
        "SmallCaps",
        "Span",
        "Link",
        "Cite",
    }
)


def _with_sound_formulas(blocks: tuple[Block, ...], account: Account) -> tuple[Block, ...]:
    """Formulas that pandoc itself cannot read again become code: no edition could print them."""
    formulas = tuple(node for node in walk(blocks) if isinstance(node, Math))
    if not formulas:
        return blocks
    tree = encode((Para(formulas),))
    made = pandoc.convert(
        ("-f", "json", "-t", "html5", "--mathml", "--sandbox"), tree, seconds=patience(tree)
    )
    refused = {one.get("contents") for one in made.messages if one.get("type") == "CouldNotConvertTeXMath"}
    if not refused:
        return blocks
    account.lose(f"{len(refused)} rumus tidak dapat dibaca; tulisannya menjadi kode.")
    return rewrite(
        blocks,
        lambda inlines: tuple(
            Code((NO_ATTR, one.c[1])) if isinstance(one, Math) and one.c[1] in refused else one
            for one in inlines
        ),
    )
