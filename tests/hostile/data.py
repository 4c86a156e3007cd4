"""YAML, JSON, citation styles and looks of a book's own."""

from __future__ import annotations

from tests.hostile.recipes import ENTRY, SLOW, Files, cited, master, style

_CSL = """<?xml version="1.0" encoding="utf-8"?>{before}
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>x</title><id>http://example.org/x</id><updated>2026-01-01T00:00:00+00:00</updated>{info}</info>
{macros}<citation><layout>{layout}<text variable="title"/></layout></citation>
<bibliography><layout>{layout}<text variable="title"/></layout></bibliography></style>"""


def _csl(before: str = "", info: str = "", macros: str = "", layout: str = "") -> Files:
    text = _CSL.format(before=before, info=info, macros=macros, layout=layout)
    return style("csl/terbit.csl", text) | cited(ENTRY)


def _glossary(text: str, body: str = "Diplomasi penting.") -> Files:
    return master(body) | {"source/glosarium.yaml": text}


DATA: dict[str, tuple[Files, str]] = {
    "yaml: aliases that grow": (
        _glossary("entri:\n  - &a [x,x,x]\n  - &b [*a,*a,*a]\n  - &c [*b,*b,*b]\n  - [*c,*c,*c]\n"),
        "B004",
    ),
    "yaml: a Python object": (
        _glossary('entri: !!python/object/apply:os.system ["touch {luar}/DIJALANKAN"]\n'),
        "B004|B005",
    ),
    "yaml: merge": (_glossary("a: &a {x: 1}\nentri:\n  - <<: *a\n"), "B004|B005"),
    "yaml: deep": (_glossary("entri: " + "[" * 20_000 + "]" * 20_000), "B004"),
    "yaml: a number of a million digits": (_glossary(f"entri: {'9' * 1_000_000}\n"), "B004|B005"),
    "yaml: control characters": (_glossary('entri:\n  - {istilah: "a\\0b", definisi: x}\n'), "B004"),
    "yaml: two documents": (_glossary("entri: []\n---\nentri: []\n"), "B004"),
    "json: deep": ({"source/pustaka.json": "[" * 200_000 + "]" * 200_000}, "B006"),
    "json: a number of a million digits": (
        cited(ENTRY)
        | {"source/pustaka.json": f'[{{"id": "a", "type": "book", "volume": {"9" * 1_000_000}}}]'},
        "B006",
    ),
    "json: numbers that are none": (
        cited(ENTRY)
        | {"source/pustaka.json": '[{"id": "a", "type": "book", "volume": NaN, "page": 1e999999}]'},
        "B006",
    ),
    "json: half a character": (
        cited(ENTRY) | {"source/pustaka.json": '[{"id": "a", "type": "book", "title": "x\\ud800y"}]'},
        "B006",
    ),
    "json: control characters": (cited(ENTRY | {"title": "a\u0000b\u0007"}), "B006"),
    "references: address that runs": (cited(ENTRY | {"URL": "javascript:alert(1)"}), "L003"),
    "references: markup": (
        cited(ENTRY | {"title": "<script>alert(1)</script><img src=x onerror=y>"}),
        "harmless",
    ),
    "references: ten thousand authors": (
        cited(ENTRY | {"author": [{"family": f"N{n}", "given": "A"} for n in range(10_000)]}),
        SLOW,
    ),
    "references: ten thousand entries alike": (
        cited(*(ENTRY | {"id": f"a{n}" if n else "a"} for n in range(10_000))),
        SLOW,
    ),
    "csl: parent from the web": (
        _csl(info='<link rel="independent-parent" href="http://127.0.0.1:9/x.csl"/>'),
        "B015",
    ),
    "csl: entity from outside": (
        _csl(
            '<!DOCTYPE style [<!ENTITY x SYSTEM "file://{{luar}}/rahasia.txt">]>',
            layout='<text value="&amp;x;"/>',
        ),
        "B015",
    ),
    "csl: entities that grow": (
        _csl(
            "<!DOCTYPE style ["
            '<!ENTITY a "ha">'
            + "".join(f'<!ENTITY {b} "{f"&{a};" * 100}">' for a, b in zip("abc", "bcd", strict=True))
            + "]>",
            layout='<text value="&d;"/>',
        ),
        "B015",
    ),
    "csl: macro of itself": (
        _csl(macros='<macro name="m"><text macro="m"/></macro>', layout='<text macro="m"/>'),
        "B010",
    ),
    "csl: no style at all": (style("csl/terbit.csl", "bukan gaya") | cited(ENTRY), "B015"),
    "glossary: patterns": (
        _glossary(
            "entri:\n  - {istilah: '(a+)+$', definisi: x, bentuk: ['(.*)*b', '[', '(?P<x', '\\']}\n",
            "a" * 40_000,
        ),
        SLOW,
    ),
    "glossary: markup": (
        _glossary(
            "entri:\n  - {istilah: diplomasi, definisi: '<script>alert(1)</script> [x](javascript:y)'}\n"
        ),
        "harmless",
    ),
    "css: from the web": (style("layar.css", "@import url(http://127.0.0.1:9/x.css);"), "harmless"),
    "css: from outside": (style("layar.css", "@import url(file://{luar}/rahasia.css);"), "harmless"),
    "css: parent folders": (style("layar.css", "@import url(../../luar/rahasia.css);"), "harmless"),
    "css: picture from outside": (style("layar.css", "body{background:url({luar}/rahasia.png)}"), "X005"),
    "css: contents from outside": (
        style("layar.css", "p::before{content:url(file://{luar}/rahasia.png)}"),
        "X005",
    ),
    "css: font from outside": (
        style("layar.css", "@font-face{font-family:x;src:url(file://{luar}/rahasia.otf)}p{font-family:x}"),
        "harmless|machine",
    ),
    "css: page without end": (style("layar.css", "@page{size:1e9mm 1e9mm}"), SLOW),
    "css: letters without end": (style("layar.css", "p{font-size:1e30px}"), SLOW),
    "css: columns without end": (style("layar.css", "body{columns:1000000000}"), SLOW),
    "fonts: parent folders": (
        style("fonts.yaml", "keluarga:\n  Linux Libertine: ['../../../..{luar}/rahasia.otf']\n"),
        "machine",
    ),
    "fonts: no list": (style("fonts.yaml", "!!python/name:os.system\n"), "machine"),
    "formats: no formats": (style("formats.yaml", "b5: 3\n"), "machine"),
    "word: no styles": (style("docx.yaml", "- 1\n"), "X024"),
}
