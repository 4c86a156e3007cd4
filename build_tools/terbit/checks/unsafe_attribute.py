"""An attribute that runs something, fetches something or sets a look of its own."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript
from terbit.model.walk import ANCHORED, attributes

RULE = Rule(
    "P003",
    "unsafe_attribute",
    Severity.ERROR,
    "Atribut yang tidak aman",
    "Atribut seperti “onclick” menjalankan program di pembaca EPUB, “style” dan “src” dapat mengambil "
    "sesuatu dari luar buku. Rupa ditentukan oleh styles/, sama untuk seluruh buku.",
    wrong='Kata [penting]{onclick="alert(1)"}.',
    right="Kata [penting]{.istilah}.",
    stops=True,
)
_UNSAFE = frozenset(
    """action background cite codebase data formaction href http-equiv longdesc manifest ping poster src
    srcdoc srcset style xlink:href""".split()  # noqa: SIM905  # a list of words is read as words
)


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each node with such an attribute, in a span, a division, a heading, a picture or a link."""
    for node in manuscript.every(*ANCHORED):
        for name, value in (attributes(node) or ("", (), ()))[2]:
            plain = name.lower().removeprefix("data-")
            if plain.startswith("on") or plain in _UNSAFE:
                yield RULE.at(
                    manuscript.places.text_span(f"{name}="),
                    f"Atribut “{name}={value[:40]}” tidak aman.",
                    "Hapus atribut itu.",
                )
