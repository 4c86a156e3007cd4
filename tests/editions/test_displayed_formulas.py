"""A displayed formula in the midst of a paragraph: every edition carries it, and the words around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from terbit import pipeline

MASTER = """# Contoh Rumus

## Satu

Rumus terkenal $$E=mc^2$$ ditulis oleh Einstein.[^a]

- butir dengan $$a^2$$ dan lanjutannya $$b^2$$
- butir lain

> Kutipan $$c$$ penutup.

[^a]: Catatan $$d$$ dengan rumus.
"""
SETTINGS = 'id: rumus\njudul: "Contoh Rumus"\nbahasa: id\nprofil: artikel\ntanggal: 2026-11-23\n'


@pytest.mark.parametrize("edition", ["docx", "epub", "layar"])
def test_a_formula_in_a_paragraph_stops_no_edition(edition: str, tmp_path: Path) -> None:
    """Word ends the paragraph at it; so do all, and the proof finds the same in each."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "naskah.md").write_text(MASTER, encoding="utf-8")
    (source / "buku.yaml").write_text(SETTINGS, encoding="utf-8")
    report = pipeline.build(tmp_path, (edition,))
    assert [finding.message for finding in report.findings if finding.stops] == []
    assert report.files
