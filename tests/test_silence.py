"""An author may silence a finding, with a reason, where it is; never more than that."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.command import run
from tests.conftest import write_book

from terbit import pipeline

NOTE = "<!-- abaikan L001: menyusul -->"


def codes(folder: Path, body: str) -> list[tuple[str, int]]:
    """Code and line of each finding in a master with this body, which starts at line 3."""
    report = pipeline.check(write_book(folder, f"# J\n\n{body}"))
    return [(finding.code, finding.span.line) for finding in report.findings]


@pytest.mark.parametrize(
    "body",
    [
        f"{NOTE}\nLihat [a](#a).\n",
        f"{NOTE}\n\nLihat [a](#a).\n",
        f"Lihat [a](#a). {NOTE}\n",
        f"Lihat [a](#a)\ndan {NOTE} [b](#b)\ndan [c](#c).\n",
        f"{NOTE}\n\n<!-- catatan lain\n\nyang panjang -->\n\nLihat [a](#a).\n",
        f"- satu\n- [a](#a) {NOTE}\n",
        f"> {NOTE}\n> Lihat [a](#a).\n",
        "<!-- abaikan\n  L001 :\n\n  alasan yang\n  panjang -->\nLihat [a](#a).\n",
        "Kata <!-- abaikan L001: satu\n\ndua --> dan [b](#b).\n",
        "<!-- abaikan l001,A002: menyusul -->\nLihat [a](#a) ![](gambar.png)\n",
        f"Lihat[^1].\n\n[^1]: Ke [a](#a). {NOTE}\n",
        f"{NOTE}\n\n| a | b |\n|---|---|\n| [a](#a) | b |\n",
        f"{NOTE}\r\n\r\nLihat [a](#a).\r\n",
        f"`{NOTE}` dan kata.\n\n{NOTE}\n\nLihat [a](#a).\n",
        f"    {NOTE}\n\nKata.\n\n{NOTE}\n\nLihat [a](#a).\n",
    ],
)
def test_a_comment_silences_its_block(tmp_path: Path, body: str) -> None:
    """Before, in or behind the words; in lists, quotations, notes and tables; over several lines."""
    (tmp_path / "gambar.png").write_bytes(b"")
    found = codes(tmp_path, body)
    assert "L001" not in [code for code, _ in found]
    assert not [code for code, _ in found if code.startswith("D")]


@pytest.mark.parametrize(
    "body",
    [
        f"{NOTE}\n\nKata.\n\nLihat [a](#a).\n",
        f"Lihat [a](#a).\n\n{NOTE}\n",
        f"```\n{NOTE}\n```\n\nLihat [a](#a).\n",
        f"Tulis `{NOTE}` lalu\n[a](#a).\n",
        "<!-- abaikan kata L001: itu -->\nLihat [a](#a).\n",
    ],
)
def test_a_comment_silences_nothing_else(tmp_path: Path, body: str) -> None:
    """Not the block after the next, not the one before; and neither does code, or another comment."""
    assert "L001" in [code for code, _ in codes(tmp_path, body)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Lihat [a](#a). <!-- abaikan L001 -->\n", [("D001", 3), ("L001", 3)]),
        ("Lihat [a](#a). <!-- abaikan L001: -->\n", [("D001", 3), ("L001", 3)]),
        ("Lihat [a](#a). <!-- abaikan L001 karena menyusul -->\n", [("D001", 3), ("L001", 3)]),
        (f"Kata.\n\n{NOTE}\n", [("D002", 5)]),
        ("Lihat [a](#a). <!-- abaikan L001, A002: menyusul -->\n", [("D002", 3)]),
        ("Lihat [a](#a). <!-- abaikan L999: menyusul -->\n", [("D003", 3), ("L001", 3)]),
        ("Kata <b>x. <!-- abaikan P001: perlu -->\n", [("P001", 3), ("D004", 3)]),
        ("Kata. <!-- abaikan D002: perlu -->\n", [("D004", 3)]),
        ("Kata. <!-- abaikan X001: hanya pada pembuatan edisi -->\n", None),
    ],
)
def test_a_bad_silencer_is_a_finding(
    tmp_path: Path, body: str, expected: list[tuple[str, int]] | None
) -> None:
    """Without reason or effect, unknown or impossible: said at the code; what only a build finds is not."""
    found = codes(tmp_path, body)
    if expected is None:
        known = {rule.code for rule in pipeline.rules()}
        assert found == ([] if "X001" in known else [("D003", 3)])
    else:
        assert sorted(found) == sorted(expected)


def test_the_place_is_the_code_itself(tmp_path: Path) -> None:
    """The second of two codes is pointed at, not the comment."""
    book = write_book(tmp_path, "# J\n\nLihat [a](#a). <!-- abaikan L001, L991: menyusul -->\n")
    (finding,) = pipeline.check(book).findings
    assert (finding.code, finding.span.column, finding.span.end_column) == ("D003", 35, 39)


def test_buku_yaml_silences_the_whole_book(article: Path) -> None:
    """`abaikan` in buku.yaml speaks for every file; its faults stand at its own line."""
    master, settings = article / "source" / "naskah.md", article / "source" / "buku.yaml"
    with master.open("a", encoding="utf-8") as file:
        file.write("\n![](gambar/a.png)\n")
    (article / "source" / "gambar").mkdir()
    (article / "source" / "gambar" / "a.png").write_bytes(b"")
    before = settings.read_text("utf-8")
    assert "A002" in run("check", cwd=article).stdout
    settings.write_text(f"{before}abaikan:\n  - {{kode: a002, alasan: hanya hiasan}}\n", "utf-8")
    assert "A002" not in run("check", cwd=article).stdout
    settings.write_text(f"{before}abaikan:\n  - kode: A002\n  - {{kode: L002, alasan: x}}\n", "utf-8")
    done = run("check", cwd=article).stdout
    line = before.count("\n") + 2
    assert f"source/buku.yaml:{line}:11: peringatan D001" in done
    assert f"source/buku.yaml:{line + 1}:12: peringatan D002" in done
    assert "naskah.md" in done
    settings.write_text(f"{before}abaikan:\n  - {{kode: salah}}\n", "utf-8")
    assert f"source/buku.yaml:{line}:12: galat B005" in run("check", cwd=article).stdout


def test_build_hears_the_silencers_too(tmp_path: Path) -> None:
    """`build --strict` does not stop on a finding that its author silenced with a reason."""
    book = write_book(tmp_path, f"# J\n\nLihat [a](#a). {NOTE}\n")
    assert run("build", book, "docx", "--strict", cwd=tmp_path).returncode == 0
    loud = write_book(tmp_path, "# J\n\nLihat [a](#a).\n")
    assert run("build", loud, "docx", "--strict", cwd=tmp_path).returncode == 1
