"""`sbom.json`: what the editions were made with, as CycloneDX 1.6 (ECMA-424)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

import msgspec

from terbit.adapters.packages import Package, runtime

NAME = "sbom.json"
_NATIVE = {
    "pandoc": "GPL-2.0-or-later",
    "pango": "LGPL-2.0-or-later",
    "harfbuzz": "MIT-Modern-Variant",
}
"""Programs and libraries that no Python package stands for, with their licences."""
_FONTS = ("linux-libertine", "5.3.0", "OFL-1.1")


def encode(tools: Mapping[str, str]) -> bytes:
    """The bill of `tools` (the versions in the manifest) and of every Python package that runs them.

    The same packages give the same bytes: neither a clock nor chance goes in.
    """
    own, *packages = sorted(runtime("terbit"), key=lambda one: (one.name != "terbit", one.name))
    native = [Package(name, tools[name], licence) for name, licence in _NATIVE.items() if name in tools]
    components = [
        *(_component(one, "library", f"pkg:pypi/{one.name}@{one.version}") for one in packages),
        *(_component(one, "application", f"pkg:generic/{one.name}@{one.version}") for one in native),
        _component(Package(*_FONTS), "data", f"pkg:generic/{_FONTS[0]}@{_FONTS[1]}"),
    ]
    bill: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": _component(own, "application", f"pkg:pypi/{own.name}@{own.version}")},
        "components": components,
        "dependencies": [
            {"ref": f"pkg:pypi/{own.name}@{own.version}", "dependsOn": [one["bom-ref"] for one in components]}
        ],
    }
    text = msgspec.json.encode(bill)
    serial = uuid.uuid5(uuid.NAMESPACE_OID, text.decode())
    bill = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "serialNumber": f"urn:uuid:{serial}",
    } | bill
    return msgspec.json.format(msgspec.json.encode(bill), indent=2) + b"\n"


def _component(one: Package, kind: str, address: str) -> dict[str, Any]:
    is_expression = any(word in one.licence for word in (" OR ", " AND ", " WITH "))
    licence = {"expression": one.licence} if is_expression else {"license": {"id": one.licence}}
    return {
        "type": kind,
        "bom-ref": address,
        "name": one.name,
        "version": one.version,
        "purl": address,
        "licenses": [licence] if one.licence else [],
    }
