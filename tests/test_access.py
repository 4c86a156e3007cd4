"""Characters that hide and what readers cannot see, follow or hear."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import write_book, write_png
from tests.test_structure import findings, framed, rule

CHARACTERS = tuple(f"U{number:03}" for number in range(1, 18) if number != 10)  # U010 is B011 now
ACCESS = tuple(f"A{number:03}" for number in range(3, 17))
FIXED = {
    "U001": "Kafé itu ramai.",
    "U002": "Kerjasama itu penting.",
    "U003": "Kerja sama itu penting.",
    "U004": "Kerja sama bilateral.",
    "U005": "Kerja sama itu penting.",
    "U006": "Kerjasama bilateral.",
    "U009": "Itu jalan kita’.",
    "U011": "Mesir Het",
    "U012": "Kerja sama itu penting.",
    "U013": "Definisi itu jelas.",
    "U014": "Tahun 1945.",
    "U016": "Jum’at itu hari raya.",
}
"""What each wrong example reads once its safe fix is in."""


def book(folder: Path, example: str) -> Path:
    """A single Markdown file with a picture beside it."""
    write_png(folder / "gambar" / "peta.png")
    return write_book(folder, framed(example))


@pytest.mark.parametrize("code", FIXED)
def test_safe_fixes_change_only_the_character(tmp_path: Path, code: str) -> None:
    """The replacement at the span gives the right words and leaves nothing to find."""
    path = book(tmp_path, rule(code).wrong)
    (finding,) = findings(path, code)
    assert finding.fix is not None
    assert finding.fix.safe
    text = path.read_text("utf-8")
    span = finding.span
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    start, end = starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1
    mended = text[:start] + finding.fix.replacement + text[end:]
    assert mended.rstrip().endswith(FIXED[code])
    path.write_text(mended, encoding="utf-8")
    assert not findings(path, code)


CLEAN = """Ḫattušili, “kutipan”, café, Ñusta, naïve, 25 °C, ½, CO₂, Δx, μm, 👩‍👩‍👧, \u03b1 dan β.

Bahasa Arab: السلام عليكم, Jawa: ꦗꦮ, Jepang: 日本. Nomor\u00a012, 5\u202fkm.

`kode\u200b dengan\ttab` tetap apa adanya.

1.\tButir dengan tab
2.\tButir lagi

[^a]:\tCatatan.

Lihat [bagian awal](#awal), <https://example.org/a>, dan [laporan tahunan](https://example.org/b).[^a]

**Perhatikan:** Ini penting.

**Ini kalimat tebal yang berdiri sendiri sebagai penegasan.**

General Agreement on Tariffs and Trade, Association of Southeast Asian Nations, dan *most-favoured-nation*
dikenal luas. Organisasi itu bernama United Nations Convention on the Law of the Sea.
UNESCO, ASEAN, APEC, WTO, IMF hadir.

## Awal {#awal}

|  | Mesir | Het |
|--|-------|-----|
| Tahun | 1259 | 1259 |

: Tahun perjanjian
"""


def test_good_text_is_left_alone(tmp_path: Path) -> None:
    """Other scripts, symbols, emoji, code, names and plain links raise nothing."""
    path = book(tmp_path, CLEAN)
    for code in (*CHARACTERS, *ACCESS):
        assert not findings(path, code), code
