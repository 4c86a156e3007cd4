"""The list of references that citeproc made."""

from __future__ import annotations

from terbit.enrich._draft import Draft
from terbit.model.book import PartKind


def add(draft: Draft) -> Draft:
    """No list where nothing is cited."""
    bibliography = draft.manuscript.bibliography
    if bibliography is None or not bibliography.c[1]:
        return draft
    return draft.plus(PartKind.BIBLIOGRAPHY, "Daftar Pustaka", bibliography)
