"""The order of words in glossary and index."""

from __future__ import annotations

import functools
from collections.abc import Callable


@functools.cache
def sort_key() -> Callable[[str], tuple[int, ...]]:
    """A word's key in Unicode collation order (UCA, root: CLDR has no tailoring for Indonesian)."""
    import pyuca  # 0.2 s to load its tables

    key: Callable[[str], tuple[int, ...]] = pyuca.Collator().sort_key
    return key
