"""Definitions end alike."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "G011",
    "uneven_full_stops",
    Severity.ADVICE,
    "Titik di akhir definisi tidak seragam",
    "Sebagian definisi berakhir dengan titik dan sebagian tidak; dalam satu daftar itu tampak seperti "
    "kekeliruan.",
    wrong="""Diplomasi, diplomat, aliansi, dan pakta.

glosarium.yaml:
entri:
  - {istilah: diplomasi, definisi: cara berunding.}
  - {istilah: diplomat, definisi: wakil negara}
  - {istilah: aliansi, definisi: ikatan negara}
  - {istilah: pakta, definisi: janji tertulis}""",
    right="""Diplomasi, diplomat, aliansi, dan pakta.

glosarium.yaml:
entri:
  - {istilah: diplomasi, definisi: cara berunding}
  - {istilah: diplomat, definisi: wakil negara}
  - {istilah: aliansi, definisi: ikatan negara}
  - {istilah: pakta, definisi: janji tertulis}""",
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each definition that ends otherwise than most; none where neither way is clearly the rule."""
    stopped = [term for term in manuscript.glossary if term.definition.rstrip().endswith(".")]
    open_ended = [term for term in manuscript.glossary if term not in stopped]
    few, how = (stopped, "dengan") if len(stopped) < len(open_ended) else (open_ended, "tanpa")
    if len(few) * 4 <= len(manuscript.glossary):
        for term in few:
            yield RULE.at(
                term.definition_span,
                f"Definisi “{term.term}” berakhir {how} titik, tidak seperti yang lain.",
                "Samakan dengan definisi lainnya.",
            )
