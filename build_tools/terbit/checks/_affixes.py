"""Indonesian prefixes on a base word: which first sound melts, as EYD and the grammar of meng- have it."""

from __future__ import annotations

_VOWELS = "aiueo"
_CLUSTERS = ("pr", "pl", "ps", "tr", "kr", "kl", "kh", "st", "sp", "sk", "str", "sw", "sy", "sl", "sm", "sn")


def melted(prefix: str, base: str) -> str:
    """`me` or `pe` before a base, its first sound melted: `me`, `konsumsi` → `mengonsumsi`."""
    first = base[0]
    if first in "kpts" and not base.startswith(_CLUSTERS):
        return prefix + {"k": "ng", "p": "m", "t": "n", "s": "ny"}[first] + base[1:]
    return stiff(prefix, base)


def stiff(prefix: str, base: str) -> str:
    """The same with every sound kept, as clusters need and as people write by mistake: `mengkonsumsi`."""
    first = base[0]
    if first in _VOWELS or first in "kgh":
        return f"{prefix}ng{base}"
    if first in "pbfv":
        return f"{prefix}m{base}"
    if first in "tdcjsz":
        return f"{prefix}n{base}"
    return prefix + base
