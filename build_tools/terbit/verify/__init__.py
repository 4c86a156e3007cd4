"""Promised against found: whether a finished file says what the master says."""

from __future__ import annotations

from terbit.verify.manifest import MANIFEST_RULES, check_manifest, check_signature
from terbit.verify.parity import PARITY_RULES, compare

__all__ = ["RULES", "check_manifest", "check_signature", "compare"]

RULES = (*PARITY_RULES, *MANIFEST_RULES)
