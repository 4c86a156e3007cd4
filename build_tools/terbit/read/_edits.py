"""`suntingan.yaml` and the received text it speaks of become Edits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from terbit.model.edits import AddedCitation, AddedNote, Edit, EditRule, Edits, Structure
from terbit.model.findings import BookFault
from terbit.read._files import read_text
from terbit.read._rules import NO_RECEIVED
from terbit.read._yaml import YamlFile, load


def read_edits(path: Path) -> Edits | None:
    """Every change with its place in `suntingan.yaml`; None when the book has no such file."""
    if not path.is_file():
        return None
    file = load(path, "suntingan")
    data = file.data
    received_path = path.parent / data["asli"]
    inside = received_path.resolve().is_relative_to(path.parent.resolve())
    if not inside or not received_path.is_file():
        raise BookFault(
            NO_RECEIVED.at(
                file.span("asli"),
                f"Naskah asli “{data['asli']}” tidak ada di dalam folder “{path.parent}”.",
                "Simpan naskah seperti diterima di source/asli/ dan sebutkan namanya di sini.",
            )
        )
    structure = data["struktur"]
    return Edits(
        path=path,
        received_path=received_path,
        received=read_text(received_path),
        structure=Structure(
            structure["id"],
            structure["perubahan"],
            structure["alasan"],
            structure["dasar"],
            structure["judul"],
            tuple(structure["subjudul"]),
        ),
        rules=tuple(_rule(file, number, rule) for number, rule in enumerate(data["aturan"])),
        notes=tuple(
            AddedNote(note["label"], note["baris"], note["alasan"], file.span("catatan", number))
            for number, note in enumerate(data["catatan"])
        ),
        citations=tuple(
            AddedCitation(entry["klaim"], entry["baris"], tuple(entry["kunci"]), file.span("sitasi", number))
            for number, entry in enumerate(data["sitasi"])
        ),
    )


def _rule(file: YamlFile, number: int, rule: dict[str, Any]) -> EditRule:
    return EditRule(
        rule["id"],
        rule["perubahan"],
        rule["alasan"],
        rule["dasar"],
        rule["kepastian"],
        tuple(
            Edit(
                edit["baris"], edit["kolom"], edit["asli"], edit["koreksi"],
                file.span("aturan", number, "suntingan", place),
            )
            for place, edit in enumerate(rule["suntingan"])
        ),
    )  # fmt: skip
