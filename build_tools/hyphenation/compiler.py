"""Rules and roots become one pattern dictionary, proven on every form the roots can make."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from hyphenation import affixes, syllables
from hyphenation.affixes import Form
from hyphenation.liang import Patterns

_FOLDER = Path(__file__).parent
_ENOUGH = 6
"""Letters that are not met by chance inside other words; fewer count only at the edge or behind an affix."""
_BEFORE = {"be": (".", "e", "m"), "te": (".", "e"), "pe": (".", "i", "m")}
"""What may stand before ber-, ter-, per-: the edge, or ke-, se-, mem-, pem-, di- (one letter of it)."""
_HEADER = (
    "UTF-8",
    "LEFTHYPHENMIN 2",  # EYD V II.C: no letter stands alone
    "RIGHTHYPHENMIN 2",
    "% Indonesian hyphenation by the rules of EYD V II.C, made from build_tools/hyphenation of Terbit.",
    "% Copyright the Terbit authors; licence AGPL-3.0-or-later.",
)


def roots() -> list[str]:
    """The root list, as written (a hyphen marks a syllable that the rules do not give)."""
    lines = (_FOLDER / "akar.txt").read_text("utf-8").splitlines()
    return sorted({word for line in lines if not line.startswith("#") for word in line.split()})


def compiled(known: Collection[str]) -> Patterns:
    """The patterns that follow from the rules and these roots."""
    rule = syllables.rules()
    core, patterns = syllables.core(rule), syllables.core(rule)
    affixes.guards(rule, patterns)
    analysed = [form for root in known for form in _forms(root, core)]
    agreed = wanted(analysed)
    # The syllables and guards as they stand before any root is known; a root says only what they get wrong.
    plain = {word: patterns.breaks(word) for word in agreed}
    for form in analysed:
        if form.word[: form.start] == "se" and form.end - form.start < _ENOUGH:
            continue  # any short root may follow se- by chance: se-telan or setel-an
        for place in (plain[form.word] ^ form.breaks) - {1, len(form.word) - 1}:
            _teach(patterns, form, place)
    for root in known:
        _restore(patterns, root.replace("-", ""), agreed)
    for word, breaks in agreed.items():
        _forbid(patterns, word, breaks)
    return patterns


def wanted(analysed: Iterable[Form]) -> dict[str, frozenset[int]]:
    """The breaks on which all readings of a word agree: beruang is be-ru-ang and ber-u-ang, so beru-ang."""
    agreed: dict[str, frozenset[int]] = {}
    for form in analysed:
        agreed[form.word] = agreed.get(form.word, form.breaks) & form.breaks
    return agreed


def _forms(root: str, core: Patterns) -> Iterable[Form]:
    letters = root.replace("-", "")
    return affixes.forms(letters, _marked(root) if "-" in root else core.breaks(letters), core)


def _marked(root: str) -> frozenset[int]:
    pieces = root.split("-")
    return frozenset(sum(map(len, pieces[:count])) for count in range(1, len(pieces)))


def _teach(patterns: Patterns, form: Form, place: int) -> None:
    """Add one place where the form differs: the root, and its affixes as far as the place touches them."""
    right = len(form.word) if place >= form.end - 1 else form.end
    size = right - form.start
    at_seam = place <= form.start
    alone = right == form.end == len(form.word) and size < _ENOUGH and not at_seam
    tails = [".", "nya."] if alone or right > form.end else [""]  # .jalan. is no part of jalang
    reach = 3 if size < _ENOUGH else 1 if form.word[form.start] in "aiueo" else 0
    for head in _heads(form, reach, at_seam=at_seam):
        for tail in tails:
            letters = head + form.word[form.start : right] + tail
            offset = form.start - len(head)
            weak, strong = (5, 6) if len(letters.strip(".")) <= _ENOUGH else (7, 8)
            levels = [0] * (len(letters) + 1)
            for near in range(max(offset + 1, 1, place - 2), min(right, place + 3)):
                if near == place or near not in form.breaks:
                    levels[near - offset] = weak if near in form.breaks else strong
            patterns.add(letters, levels)


def _heads(form: Form, reach: int, *, at_seam: bool) -> list[str]:
    """What must stand before the root: `reach` letters of the affix or the edge; at a seam, the affix."""
    prefix = form.word[: form.start]
    if at_seam and prefix[:2] in _BEFORE and prefix.rstrip("r") == prefix[:2]:
        return [edge + prefix for edge in _BEFORE[prefix[:2]]]  # ber-a-lis, not li-be-ra-lis
    reach = 3 if at_seam else reach
    return [f".{prefix}"[-reach:] if reach else ""]


def _restore(patterns: Patterns, root: str, agreed: dict[str, frozenset[int]]) -> None:
    """Give a long root back the breaks that a shorter one has taken: ge-ne-ra-si, in spite of teras-i."""
    missed = agreed[root] - patterns.breaks(root) - {1, len(root) - 1}
    if missed and len(root) > _ENOUGH:
        patterns.add(root, [0, *(9 if place in missed else 0 for place in range(1, len(root))), 0])


def _forbid(patterns: Patterns, word: str, breaks: frozenset[int]) -> None:
    """Forbid what the patterns so far break wrongly, because two roots meet in the word."""
    wrong = patterns.breaks(word) - breaks - {1, len(word) - 1}
    if wrong:
        patterns.add(f".{word}", [0, 0, *(8 if place in wrong else 0 for place in range(1, len(word))), 0])


def dictionary(patterns: Patterns) -> str:
    """The text of a `hyph_*.dic` (Hyphen, LibreOffice; pyphen): encoding, limits, patterns."""
    return "\n".join([*_HEADER, *patterns.lines(), ""])
