"""Promised against found: whether a finished file says what the master says."""

from __future__ import annotations

from terbit.verify._parity_rules import PARITY_RULES
from terbit.verify.claims import CONTRADICTED
from terbit.verify.judges import JUDGED, NOT_RUN
from terbit.verify.manifest import MANIFEST_RULES, check_manifest, check_signature
from terbit.verify.parity import compare, picture
from terbit.verify.proof import DISAGREES, check_proof

__all__ = ["RULES", "check_manifest", "check_proof", "check_signature", "compare", "picture"]

RULES = (*PARITY_RULES, *MANIFEST_RULES, DISAGREES, JUDGED, NOT_RUN, CONTRADICTED)
