"""jsonschema: what of an author's data does not fit its schema (JSON Schema 2020-12)."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from terbit.adapters import ours, store

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_FOR_FORMATS = (
    "fqdn", "idna", "isoduration", "jsonpointer", "rfc3339_validator", "rfc3986_validator", "rfc3987_syntax",
    "uri_template", "webcolors",
)  # fmt: skip
"""What jsonschema imports, where it is there, to judge `format`: 0.7 s, and 0.05 for all the rest."""


def misfits(schema: Mapping[str, Any], data: object) -> list[ValidationError]:
    """Every place where `data` does not fit `schema`, in the order of their paths; `format` is not judged.

    What fits is remembered: the library is not loaded to say so again.
    """
    name = store.key("fits", ours.signature(), json.dumps(schema), json.dumps(data))
    if store.get(name) is not None:
        return []
    errors = _load().Draft202012Validator(schema).iter_errors(data)
    found = sorted(errors, key=lambda fault: [str(key) for key in fault.absolute_path])
    if not found:
        store.put([(name, b"")])
    return found


def _load() -> Any:  # noqa: ANN401  # the module itself
    absent = [name for name in _FOR_FORMATS if name not in sys.modules]
    sys.modules |= dict.fromkeys(absent)  # type: ignore[arg-type]  # Python's own note that a module is missing
    try:
        import jsonschema  # only files with a schema need it
    finally:
        for name in absent:
            del sys.modules[name]
    return jsonschema
