"""jsonschema: what of an author's data does not fit its schema (JSON Schema 2020-12)."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_FOR_FORMATS = "rfc3987_syntax"
"""What jsonschema imports, where it is there, to check IRIs: 38 parsers are then built, in 0.6 s."""


def misfits(schema: Mapping[str, Any], data: object) -> list[ValidationError]:
    """Every place where `data` does not fit `schema`, in the order of their paths; `format` is not judged."""
    errors = _load().Draft202012Validator(schema).iter_errors(data)
    return sorted(errors, key=lambda fault: [str(key) for key in fault.absolute_path])


def _load() -> Any:  # noqa: ANN401  # the module itself
    is_there = _FOR_FORMATS in sys.modules
    if not is_there:
        sys.modules[_FOR_FORMATS] = None  # type: ignore[assignment]  # Python's own note that a module is missing
    try:
        import jsonschema  # 0.1 s that only files with a schema need
    finally:
        if not is_there:
            sys.modules.pop(_FOR_FORMATS, None)
    return jsonschema
