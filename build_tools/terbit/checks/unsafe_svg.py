"""A drawing may only draw: what runs, fetches or unfolds is left out by readers, each in its own way."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._images import contents
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "A020",
    "unsafe_svg",
    Severity.ERROR,
    "SVG memuat lebih daripada gambar",
    "Skrip, entitas, alamat luar, dan foto di dalam SVG tidak dijalankan dan tidak diambil, jadi gambarnya "
    "tampak lain di setiap edisi; entitas dan ulangan bertingkat dapat menghabiskan memori komputer.",
    wrong="""![Peta](gambar/peta.txt)

gambar/peta.txt:
<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>""",
    right="![Peta](gambar/peta.png)",
    stops=True,
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each SVG with a script, an entity, an address outside it, an embedded picture or endless repetition."""
    for target, found, _, span in contents(manuscript):
        if found.unsafe:
            yield RULE.at(
                span,
                f"Gambar “{target}” tidak dapat dipakai: SVG itu {found.unsafe}.",
                "Simpan ulang sebagai “Plain SVG” (SVG polos) dari penyunting gambar, atau sebagai PNG.",
            )
