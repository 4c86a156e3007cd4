"""A bound form such as antar or pasca is no word of its own."""

from __future__ import annotations

from collections.abc import Iterator

from terbit.checks._tables import CLITICS, FUNCTION_WORDS, data
from terbit.checks._words import Flow, flow_of
from terbit.model.findings import Finding, Rule, Severity
from terbit.model.manuscript import Manuscript

RULE = Rule(
    "E004",
    "bound_form_split",
    Severity.ERROR,
    "Bentuk terikat ditulis terpisah",
    "Bentuk terikat seperti antar-, pasca-, dan multi- ditulis serangkai dengan kata yang "
    "mengikutinya (EYD V II.B.1b).",
    wrong="Hubungan antar negara membaik.",
    right=(
        "Hubungan antarnegara dan antarwarga negara membaik; ia naik bus antar-jemput dan layanan "
        "pesan antar."
    ),
)


def _right(flow: Flow, number: int, form: str, followers: frozenset[str], but: frozenset[str]) -> str:
    """The joined word, or nothing where the two words may stand apart."""
    follower = flow.after(number)
    if not follower or follower in but or follower in FUNCTION_WORDS:
        return ""
    base = follower.partition("-")[0]
    listed = (
        follower in followers
        or base in followers
        or any(follower.endswith(clitic) and follower[: -len(clitic)] in followers for clitic in CLITICS)
    )
    return form + follower if listed or ("*" in followers and len(follower) > 2) else ""  # noqa: PLR2004  # no word of substance is shorter


def run(manuscript: Manuscript) -> Iterator[Finding]:
    """Each bound form that stands apart from the word it belongs to."""
    flow = flow_of(manuscript)
    table = data("terikat")
    for form, listed in table["sebelum"].items():
        followers = frozenset(listed.split())
        but = frozenset(table["kecuali"].get(form, "").split())
        for number in flow.index.get(form, ()):
            right = _right(flow, number, form, followers, but)
            start, end = flow.words[number][0], flow.words[min(number + 1, len(flow.words) - 1)][1]
            second = flow.text[flow.words[number][1] + 1 : end]
            name = second[:1].isupper() and not flow.text[start].isupper()
            new = flow.recase(start, end, right) if right and not name else None
            if new and not flow.shielded(start, end):
                message = f"“{flow.text[start:end]}” memuat bentuk terikat “{form}-”, jadi ditulis serangkai."
                yield flow.report(
                    RULE, start, end, message, f"Tulis “{new}”.", new, safe="*" not in followers
                )
