"""A book has one title: the level-1 heading, the same as in `buku.yaml`."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.model.findings import Finding, Rule, Severity, Span
from terbit.model.manuscript import Manuscript
from terbit.model.tree import Header
from terbit.model.walk import text_of

RULE = Rule(
    "S001",
    "missing_title",
    Severity.ERROR,
    "Judul tidak ada atau tidak tunggal",
    "Judul dicetak di halaman judul, kepala halaman, dan data buku; harus tepat satu dan sama di mana-mana.",
    wrong="## Latar Belakang",
    right="# Kerja Sama Bilateral",
    stops=True,
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """A master that does not begin with its title, has a second one, or one other than `buku.yaml` says."""
    blocks = manuscript.blocks
    titles = [block for block in blocks if isinstance(block, Header) and block.level == 1]
    start = Span(manuscript.path, 1, 1, 1, 1)
    if not titles:
        yield RULE.at(start, "Naskah tidak punya judul.", "Mulailah naskah dengan “# Judul”.")
        return
    first = next((block for block in blocks if text_of_block(block)), titles[0])
    if first is not titles[0]:
        yield RULE.at(
            manuscript.places.span(first), "Ada teks sebelum judul.", "Pindahkan judul ke awal naskah."
        )
    for second in titles[1:]:
        yield RULE.at(
            manuscript.places.span(second),
            f"Judul kedua: “{text_of(second.inlines)}”.",
            "Sebuah artikel hanya berjudul satu; pakai “##” untuk bagian.",
        )
    title, told = " ".join(text_of(titles[0].inlines).split()), manuscript.settings.title
    if told and told != title:
        yield RULE.at(
            manuscript.places.span(titles[0]),
            f"Judul di sini “{title}”, tetapi di buku.yaml “{told}”.",
            "Samakan keduanya.",
        )


def text_of_block(block: object) -> bool:
    """Whether a block prints anything (a comment does not)."""
    return type(block).__name__ != "RawBlock"
