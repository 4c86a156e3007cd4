"""A YAML file becomes plain data that fits its JSON Schema; what doesn't fit is a finding at its line."""

from __future__ import annotations

import datetime
import difflib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from terbit.model.findings import BookFault, Finding, Span
from terbit.read._files import read_text
from terbit.read._rules import BAD_KEY, BAD_YAML

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_TYPES = {
    "string": "teks", "integer": "bilangan bulat", "array": "daftar", "object": "pasangan kunci dan nilai",
    "boolean": "true atau false", "number": "bilangan",
}  # fmt: skip


class YamlFile(msgspec.Struct, frozen=True):
    """A YAML file's data with the place of each part. `first_line` is where it starts in its file."""

    path: Path
    data: Any
    first_line: int = 1

    def span(self, *keys: str | int) -> Span:
        """The place of the value that `keys` lead to, for example `span("entri", 3, "istilah")`."""
        node, line, column = self.data, 0, 0
        for key in keys:
            if isinstance(node, CommentedMap) and key in node:
                line, column = node.lc.value(key)
            elif isinstance(node, CommentedSeq) and isinstance(key, int) and key < len(node):
                line, column = node.lc.item(key)
            else:
                break
            node = node[key]
        end = column + (len(str(node)) if isinstance(node, str | int) and "\n" not in str(node) else 0)
        line += self.first_line
        return Span(self.path, line, column + 1, line, end + 1)


def load(path: Path, schema: str, text: str | None = None, first_line: int = 1) -> YamlFile:
    """Read and validate a YAML file (or `text` that starts at `first_line` of it) against `schema`.

    `schema` names a file in read/schemas/. Raises `BookFault` with every place that does not fit.
    """
    text = read_text(path) if text is None else text
    try:
        data = YAML(typ="rt").load(text)
    except MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        line = mark.line + first_line if mark else first_line
        column = mark.column + 1 if mark else 1
        raise BookFault(
            BAD_YAML.at(
                Span(path, line, column, line, column + 1),
                _syntax_message(fault),
                "Periksa indentasi (spasi, bukan tab), titik dua, dan tanda petik di sekitar tempat itu.",
            )
        ) from fault
    except (YAMLError, ValueError) as fault:
        raise BookFault(
            BAD_YAML.at(
                Span(path, first_line, 1, first_line, 1),
                "YAML memuat huruf kendali atau nilai yang tidak dapat dibaca.",
                "Hapus huruf yang tak terlihat, lalu simpan ulang sebagai UTF-8.",
            )
        ) from fault
    file = YamlFile(path, CommentedMap() if data is None else data, first_line)
    if findings := tuple(_mismatches(file, schema)):
        raise BookFault(*findings)
    return file


def _syntax_message(fault: MarkedYAMLError) -> str:
    if "duplicate key" in str(fault.problem):
        return "Ada kunci YAML yang ditulis dua kali."
    if "tab" in str(fault.problem) or "\\t" in str(fault.problem):
        return "YAML tidak boleh memakai tab."
    return "Susunan YAML tidak dapat dibaca di sini."


def plain(data: Any) -> Any:  # noqa: ANN401  # YAML holds anything
    """YAML data as dicts, lists, texts and numbers; dates become `YYYY-MM-DD`."""
    if isinstance(data, dict):
        return {str(key): plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [plain(value) for value in data]
    if isinstance(data, datetime.datetime | datetime.date):
        return data.isoformat()[:10]
    if isinstance(data, str):
        return str(data)
    return data


def _mismatches(file: YamlFile, schema: str) -> Iterable[Finding]:
    import jsonschema  # noqa: PLC0415  # 0.1 s that only files with a schema need

    rules = json.loads((Path(__file__).parent / "schemas" / f"{schema}.schema.json").read_bytes())
    errors = jsonschema.Draft202012Validator(rules).iter_errors(plain(file.data))
    for error in sorted(errors, key=lambda fault: [str(key) for key in fault.absolute_path]):
        message, hint, extra = _explain(error)
        yield BAD_KEY.at(file.span(*error.absolute_path, *extra), message, hint)


def _explain(error: ValidationError) -> tuple[str, str, tuple[str, ...]]:
    """Message, hint, and the key the place lies at below the error's own path."""
    where = f"“{error.absolute_path[-1]}”" if error.absolute_path else "Berkas ini"
    match error.validator:
        case "required":
            missing = next(key for key in error.validator_value if key not in error.instance)
            return f"Kunci “{missing}” belum ada.", f"Tambahkan “{missing}: …” di sini.", ()
        case "additionalProperties":
            known = list(error.schema["properties"])
            strange = next(key for key in error.instance if key not in known)
            near = difflib.get_close_matches(strange, known, 1)
            hint = f"Mungkin maksudnya “{near[0]}”." if near else f"Kunci yang dikenal: {', '.join(known)}."
            return f"Kunci “{strange}” tidak dikenal.", hint, (strange,)
        case "type":
            kinds = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
            names = " atau ".join(_TYPES.get(kind, kind) for kind in kinds)
            return f"{where} harus berupa {names}.", "Perbaiki nilainya; teks boleh diapit tanda petik.", ()
        case "enum":
            return f"Nilai {where} tidak dikenal.", f"Pilih salah satu: {', '.join(map(str, error.validator_value))}.", ()
        case "minLength" | "minItems":
            return f"{where} tidak boleh kosong.", "Isi nilainya atau hapus kuncinya.", ()
        case "pattern":
            return f"Bentuk {where} tidak sesuai.", str(error.schema.get("description", "Lihat contoh di panduan.")), ()
        case _:
            return f"Nilai {where} tidak sesuai.", "Lihat contoh di panduan.", ()
