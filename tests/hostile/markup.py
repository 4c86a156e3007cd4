"""Markdown and headers that would run, fetch or read something."""

from __future__ import annotations

from tests.hostile.recipes import ENTRY, MASTER, Files, cited, master, png

MARKUP: dict[str, tuple[Files, str]] = {
    "html: script": (master("<script>alert(1)</script>"), "P001"),
    "html: iframe": (master('<iframe src="http://127.0.0.1:9/"></iframe>'), "P001"),
    "html: object": (master('<object data="file://{luar}/rahasia.txt"></object>'), "P001"),
    "html: picture with a handler": (master('Kata <img src="x" onerror="alert(1)"> lagi.'), "P001"),
    "html: style": (master("<style>@import url(file://{luar}/rahasia.css);</style>"), "P001"),
    "html: link to a stylesheet": (master('<link rel="stylesheet" href="{luar}/rahasia.css">'), "P001"),
    "html: refresh": (master('<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/">'), "P001"),
    "html: svg": (master("<svg><script>alert(1)</script></svg>"), "P001"),
    "html: declaration": (
        master('<!DOCTYPE x [<!ENTITY a SYSTEM "file://{luar}/rahasia.txt">]>\n\n&a;'),
        "P001|harmless",
    ),
    "html: instruction": (master('<?php system("id"); ?>'), "P001"),
    "html: after a comment": (master("<!-- a --><script>alert(1)</script><!-- b -->"), "P001"),
    "html: in a comment that ends early": (master("<!--><script>alert(1)</script>-->"), "P001|harmless"),
    "html: comment without end": (master("<!-- abc\n\n<script>alert(1)</script>"), "P001|harmless"),
    "html: raw block": (master("```{=html}\n<script>alert(1)</script>\n```"), "P001"),
    "html: raw inline": (master("Kata `<script>alert(1)</script>`{=html}."), "P001"),
    "html: handler on a division": (master('<div onmouseover="alert(1)">\n\nIsi.\n\n</div>'), "P003"),
    "html: look of a span": (master('<span style="background:url(http://127.0.0.1:9/)">Isi</span>'), "P003"),
    "ooxml: raw block": (master("```{=openxml}\n<w:p><w:r><w:t>Isi</w:t></w:r></w:p>\n```"), "P001"),
    "tex: raw block": (master("```{=latex}\n\\input{/etc/passwd}\n```"), "P001"),
    "tex: input": (master("\\input{{luar}/rahasia.txt}"), "harmless|P001"),
    "tex: macro without end": (master("\\def\\a{\\a\\a}\\a $\\a$"), "harmless|P00.|X0.."),
    "attribute: handler": (master('Kata [penting]{onclick="alert(1)"}.'), "P003"),
    "attribute: look of a picture": (
        master('![Peta](gambar/peta.png){style="width:1px;background:url(http://127.0.0.1:9/)"}')
        | {"source/gambar/peta.png": png(8, 8)},
        "P003",
    ),
    "attribute: source of a picture": (
        master('![Peta](gambar/peta.png){srcset="http://127.0.0.1:9/x"}')
        | {"source/gambar/peta.png": png(8, 8)},
        "P003",
    ),
    "link: script": (master("[klik ini](javascript:alert(1))"), "L003"),
    "link: script in disguise": (
        master("[klik ini](JaVa%0ascript:alert(1)) [di sini](&#106;avascript:x)"),
        "L003",
    ),
    "link: file": (master("[klik ini](file://{luar}/rahasia.txt)"), "L003"),
    "link: page in an address": (master("[klik ini](data:text/html;base64,PHNjcmlwdD4=)"), "L003"),
    "link: server of Windows": (master("[klik ini](<\\\\\\\\server\\\\berbagi>)"), "L003"),
    "link: absolute path": (master("[klik ini]({luar}/rahasia.txt)"), "L003"),
    "link: parent folders": (master("[klik ini](../../luar/rahasia.txt)"), "L003"),
    "link: script in an autolink": (master("<javascript:alert(1)>"), "L003|P001|harmless"),
    "header: references": (master("Isi.", bibliography="{luar}/rahasia.json"), "B005"),
    "header: citation style": (master("Isi.", csl="http://127.0.0.1:9/x.csl"), "B005"),
    "header: filters": (master("Isi.", filters="[{luar}/jahat.lua]"), "B005"),
    "header: template": (master("Isi.", template="{luar}/rahasia.txt"), "B005"),
    "header: raw lines": (master("Isi.", header_includes="<script>alert(1)</script>"), "B005"),
    "header: everything cited": (cited(ENTRY) | master("Isi.", nocite="'@*'"), "B005"),
    "header: markup cited": (
        cited(ENTRY) | master("Isi.", nocite="'<script>alert(1)</script>'"),
        "harmless|B005",
    ),
    "header: a second one": (master("---\nbibliography: {luar}/rahasia.json\n---\n\nIsi."), "harmless"),
    "header: percent signs": ({"source/naskah.md": "% Judul\n% {luar}\n\n" + MASTER}, "S001"),
}
