"""The edition for screens, projectors and photocopies: A4, linked, bookmarked, PDF/UA-1."""

from __future__ import annotations

from terbit.editions._formats import MM
from terbit.editions._pdf import Design, edition
from terbit.model.book import PartKind

EDITION = edition(
    Design(
        name="layar",
        title="PDF untuk layar, proyektor, dan fotokopi",
        order=1,
        sheet="layar.css",
        cover=(210 * MM, 297 * MM),
        waives={PartKind.HALF_TITLE: "halaman prancis melindungi buku berjilid; layar dibuka oleh sampul"},
    )
)
