"""The edition for screens, projectors and photocopies: A4, linked, bookmarked, PDF/UA-1."""

from __future__ import annotations

from terbit.editions._pdf import Design, edition

EDITION = edition(
    Design(
        name="layar",
        title="PDF untuk layar, proyektor, dan fotokopi",
        order=1,
        sheet="layar.css",
    )
)
