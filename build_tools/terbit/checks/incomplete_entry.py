"""An entry says what a reader needs to find the source."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._entries import has, used, year
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript, Reference

RULE = Rule(
    "R006",
    "incomplete_entry",
    Severity.WARNING,
    "Entri pustaka tidak lengkap",
    "Tanpa penerbit, nomor terbitan, atau alamatnya, sumber tidak dapat ditemukan. Hanya untuk entri yang "
    "dirujuk dalam folder buku.",
    wrong="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh"}]""",
    right="""Perjanjian itu tua [@a].

pustaka.json:
[{"id": "a", "type": "book", "title": "Kadesh",
  "author": [{"family": "Bryce", "given": "Trevor"}],
  "issued": {"date-parts": [[2005]]}, "publisher": "Oxford University Press"}]""",
)

_WHO = ("author|editor|translator|container-author", "penulis atau penyunting (author, editor)")
_TITLE = ("title", "judul (title)")
_PUBLISHER = ("publisher", "penerbit (publisher)")
_YEAR = ("issued", "tahun (issued)")
_WITHIN = ("container-title", "nama jurnal, buku, atau media (container-title)")
_VOLUME = ("volume|issue|number|DOI|URL", "jilid atau nomor (volume, issue)")
_URL = ("URL|DOI", "alamat (URL)")
_ACCESSED = ("accessed|DOI", "tanggal akses (accessed)")
_SCHOOL = ("publisher", "perguruan tinggi (publisher)")

_NEEDS: dict[str, tuple[tuple[str, str], ...]] = {
    "book": (_WHO, _TITLE, _YEAR, _PUBLISHER),
    "chapter": (_WHO, _TITLE, _YEAR, ("container-title", "judul buku (container-title)"), _PUBLISHER),
    "article-journal": (_WHO, _TITLE, _YEAR, _WITHIN, _VOLUME),
    "article-magazine": (_TITLE, _YEAR, _WITHIN),
    "article-newspaper": (_TITLE, _YEAR, _WITHIN),
    "paper-conference": (_WHO, _TITLE, _YEAR, ("container-title|event-title|event", "nama pertemuan")),
    "thesis": (_WHO, _TITLE, _YEAR, _SCHOOL),
    "report": (_TITLE, _YEAR, ("publisher|author", "lembaga (publisher)")),
    "legislation": (_TITLE, _YEAR),
    "bill": (_TITLE, _YEAR),
    "treaty": (_TITLE, _YEAR),
    "webpage": (_TITLE, _URL, _ACCESSED),
    "post-weblog": (_TITLE, _URL, _ACCESSED),
    "post": (_TITLE, _URL, _ACCESSED),
    "dataset": (_TITLE, ("publisher|author", "lembaga (publisher)"), _URL),
}


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each cited entry that lacks what its type must have, all of it in one finding."""
    if not manuscript.in_folder:
        return
    for reference in manuscript.references:
        lacking = _lacking(reference) if reference.key in used(manuscript) else []
        if lacking:
            yield RULE.at(
                reference.span,
                f"Entri “{reference.key}” belum memuat {', '.join(lacking)}.",
                "Lengkapi dari halaman hak cipta atau laman sumbernya; jangan mengarang.",
            )


def _lacking(reference: Reference) -> list[str]:
    needs = _NEEDS.get(reference.type, (_TITLE,))
    missing = [words for names, words in needs if not has(reference, names)]
    undated = has(reference, "issued") and year(reference) is None and _YEAR in needs
    issued = reference.entry.get("issued")
    said = isinstance(issued, dict) and str(issued.get("literal", "")).strip()  # “t.t.”: known to be unknown
    return [*missing, _YEAR[1]] if undated and not said else missing
