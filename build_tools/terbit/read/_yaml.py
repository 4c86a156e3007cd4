"""A YAML file becomes plain data that fits its JSON Schema; what doesn't fit is a finding at its line."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import yaml

from terbit.adapters.jsonschema import misfits
from terbit.model.findings import BookFault, Finding, Span
from terbit.read._files import CONTROL, read_text
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
    node: yaml.Node | None = None
    first_line: int = 1

    def span(self, *keys: str | int) -> Span:
        """The place of the value that `keys` lead to, for example `span("entri", 3, "istilah")`."""
        node = self.node
        for key in keys:
            below = _child(node, key)
            if below is None:
                break
            node = below
        if node is None:
            return Span(self.path, self.first_line, 1, self.first_line, 1)
        start = node.start_mark
        end = node.end_mark if isinstance(node, yaml.ScalarNode) else start
        return Span(
            self.path,
            start.line + self.first_line,
            start.column + 1,
            end.line + self.first_line,
            end.column + 1,
        )

    def scalar(self, *keys: str | int) -> yaml.ScalarNode | None:
        """The text that `keys` lead to, as YAML has it; None where there is none."""
        node = self.node
        for key in keys:
            node = _child(node, key)
        return node if isinstance(node, yaml.ScalarNode) else None

    def key_span(self, key: str, *parents: str | int) -> Span:
        """The place of a key itself, below `parents`."""
        node = self.node
        for parent in parents:
            node = _child(node, parent) or node
        for name, _ in node.value if isinstance(node, yaml.MappingNode) else ():
            if name.value == key:
                line = name.start_mark.line + self.first_line
                return Span(self.path, line, name.start_mark.column + 1, line, name.end_mark.column + 1)
        return self.span(*parents)


def load(path: Path, schema: str, text: str | None = None, first_line: int = 1) -> YamlFile:
    """Read and validate a YAML file (or `text` that starts at `first_line` of it) against `schema`.

    `schema` names a file in read/schemas/. Raises `BookFault` with every place that does not fit.
    """
    text = read_text(path) if text is None else text
    try:
        node = yaml.compose(text, Loader=_LOADER)
        data = _plain(node, set()) if node else {}
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        line = mark.line + first_line if mark else first_line
        column = mark.column + 1 if mark else 1
        raise BookFault(
            BAD_YAML.at(
                Span(path, line, column, line, column + 1),
                _MESSAGES.get(str(fault.problem), "Susunan YAML tidak dapat dibaca di sini."),
                "Periksa indentasi (spasi, bukan tab), titik dua, dan tanda petik di sekitar tempat itu.",
            )
        ) from fault
    except (yaml.YAMLError, RecursionError) as fault:
        raise BookFault(
            BAD_YAML.at(
                Span(path, first_line, 1, first_line, 1),
                "YAML memuat huruf kendali atau bersarang terlalu dalam.",
                "Hapus huruf yang tak terlihat, ratakan isinya, lalu simpan ulang sebagai UTF-8.",
            )
        ) from fault
    file = YamlFile(path, data, node, first_line)
    if findings := tuple(_mismatches(file, schema)):
        raise BookFault(*findings)
    return file


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml reads ten times faster; both give each node its marks."""

_TWICE = "duplicate key"
_ALIAS = "alias"
_CONTROL = "control"
_MESSAGES = {
    _TWICE: "Kunci ini ditulis dua kali.",
    _CONTROL: "Teks ini memuat aksara kendali, yang tidak dapat dicetak.",
    _ALIAS: "Jangkar dan alias YAML (& dan *) tidak dipakai di sini.",
    "found character '\\t' that cannot start any token": "YAML tidak boleh memakai tab.",
    "found character that cannot start any token": "Huruf ini, misalnya tab, tidak boleh berada di sini.",
}


def _plain(node: yaml.Node, seen: set[int]) -> Any:  # noqa: ANN401  # YAML holds anything
    """A node as dicts, lists, texts, whole numbers, true, false and None.

    YAML 1.1's other guesses (dates, *no* and *on* as false and true, octal numbers) stay texts: an author
    who writes `bentuk: [no]` means the word. Aliases are refused: a few lines of them can fill the memory.
    """
    if id(node) in seen:
        raise yaml.MarkedYAMLError(problem=_ALIAS, problem_mark=node.start_mark)
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, seen) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        data: dict[str, Any] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in data:
                raise yaml.MarkedYAMLError(problem=_TWICE, problem_mark=key.start_mark)
            data[name] = _plain(value, seen)
        return data
    text: str = node.value
    if CONTROL.search(text):  # written as an escape: a reader of bytes does not see it
        raise yaml.MarkedYAMLError(problem=_CONTROL, problem_mark=node.start_mark)
    if getattr(node, "style", None):  # quoted, or a block of text
        return text
    if re.fullmatch(r"-?(?:0|[1-9]\d{0,17})", text):
        return int(text)
    return {"true": True, "false": False, "null": None, "~": None, "": None}.get(text, text)


def _child(node: yaml.Node | None, key: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for name, value in node.value if name.value == key), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        below: yaml.Node = node.value[key]
        return below
    return None


def _mismatches(file: YamlFile, schema: str) -> Iterable[Finding]:
    rules = json.loads((Path(__file__).parent / "schemas" / f"{schema}.schema.json").read_bytes())
    for error in misfits(rules, file.data):
        message, hint, key = _explain(error)
        span = file.key_span(key, *error.absolute_path) if key else file.span(*error.absolute_path)
        yield BAD_KEY.at(span, message, hint)


def _explain(error: ValidationError) -> tuple[str, str, str]:
    """Message, hint, and the strange key itself where that is the fault."""
    where = f"“{error.absolute_path[-1]}”" if error.absolute_path else "Berkas ini"
    schema: dict[str, Any] = dict(error.schema) if isinstance(error.schema, Mapping) else {}
    wanted: Any = error.validator_value
    instance: Any = error.instance
    match error.validator:
        case "required":
            missing = next(key for key in wanted if key not in instance)
            return f"Kunci “{missing}” belum ada.", f"Tambahkan “{missing}: …” di sini.", ""
        case "additionalProperties":
            known = list(schema["properties"])
            strange = next(key for key in instance if key not in known)
            near = difflib.get_close_matches(strange, known, 1)
            hint = f"Mungkin maksudnya “{near[0]}”." if near else f"Kunci yang dikenal: {', '.join(known)}."
            return f"Kunci “{strange}” tidak dikenal.", hint, strange
        case "type":
            names = " atau ".join(_TYPES[kind] for kind in ([wanted] if isinstance(wanted, str) else wanted))
            return f"{where} harus berupa {names}.", "Perbaiki nilainya; teks boleh diapit tanda petik.", ""
        case "enum":
            return f"Nilai {where} tidak dikenal.", f"Pilih salah satu: {', '.join(map(str, wanted))}.", ""
        case "minLength" | "minItems":
            return f"{where} tidak boleh kosong.", "Isi nilainya atau hapus kuncinya.", ""
        case "pattern":
            return f"Bentuk {where} tidak sesuai.", schema.get("description", "Lihat contoh di panduan."), ""
        case _:
            return f"Nilai {where} tidak sesuai.", "Lihat contoh di panduan.", ""
