"""Two sections side by side have two names."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._outline import Section, sections
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "S017",
    "duplicate_heading",
    Severity.WARNING,
    "Judul ganda",
    "Dua judul yang sama di bawah satu bagian tidak dapat dibedakan dalam daftar isi; biasanya salah satunya "
    "salinan yang tertinggal. Judul yang sama di bab yang berlainan boleh.",
    wrong="## Manfaat\n\nSatu.\n\n## Manfaat\n\nDua.",
    right="## Manfaat\n\nSatu.\n\n## Tantangan\n\nDua.",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each heading whose words an earlier one under the same heading has."""
    for siblings in (section.below for section in sections(manuscript)):
        seen: dict[str, Section] = {}
        for section in siblings:
            words = section.title.casefold()
            if words in seen:
                line = manuscript.places.span(seen[words].header).line
                yield RULE.at(
                    manuscript.places.span(section.header),
                    f"Judul “{section.title}” sudah dipakai pada baris {line}.",
                    "Ganti salah satu judul, atau gabungkan isinya.",
                )
            elif words:
                seen[words] = section
