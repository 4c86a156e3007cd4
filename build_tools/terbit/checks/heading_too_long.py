"""A heading is a name, not a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._outline import sections
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

LIMIT = 16
"""Words; the longest heading of Indonesian textbooks that we looked at has twelve."""

RULE = Rule(
    "S014",
    "heading_too_long",
    Severity.ADVICE,
    "Judul sangat panjang",
    f"Judul lebih dari {LIMIT} kata tidak muat di kepala halaman dan daftar isi; biasanya ia sebuah kalimat.",
    wrong="## Bagaimana kedua negara yang dahulu bermusuhan itu akhirnya dapat bekerja sama di bidang "
    "perdagangan, pendidikan, dan kebudayaan\n\nIsi.",
    right="## Dari Bermusuhan ke Bekerja Sama\n\nIsi.",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each heading below the title with more words than the limit; questions may be long."""
    for section in sections(manuscript):
        count = len(section.title.split())
        if count > LIMIT and section.header.level > 1 and not section.title.endswith("?"):
            yield RULE.at(
                manuscript.places.span(section.header),
                f"Judul ini {count} kata.",
                "Ringkaskan, dan pindahkan penjelasannya ke paragraf pertama.",
            )
