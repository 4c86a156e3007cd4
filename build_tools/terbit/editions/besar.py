"""The large-print edition: 18 pt without serifs, black on white, ragged right, no word broken, PDF/UA-1."""

from __future__ import annotations

from terbit.editions._pdf import Design, edition

EDITION = edition(
    Design(
        name="besar",
        title="PDF berhuruf besar (18 poin) untuk pembaca dengan penglihatan terbatas",
        order=2,
        sheet="besar.css",
    )
)
