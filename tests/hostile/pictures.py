"""Pictures that swell, run or fetch."""

from __future__ import annotations

from tests.hostile.recipes import Files, chunk, picture, png, svg, zeros


def _ten_uses(number: int) -> str:
    return f'<use href="#a{number}"/>' * 10


PICTURES: dict[str, tuple[Files, str]] = {
    "png: 60,000 by 60,000 pixels": (picture(png(60_000, 60_000, rows=b"")), "A018"),
    "png: a gigabyte of zeros": (
        picture(lambda: png(9_000, 8_000, rows=zeros(1_000_000_000))),
        "A017|harmless",
    ),
    "png: more rows than declared": (picture(lambda: png(8, 8, rows=zeros(300_000_000))), "A017|harmless"),
    "png: text of a gigabyte": (
        picture(lambda: png(8, 8, chunk(b"zTXt", b"a\0\0" + zeros(1_000_000_000)))),
        "A017|A018|harmless",
    ),
    "png: colour profile of a gigabyte": (
        picture(lambda: png(8, 8, chunk(b"iCCP", b"a\0\0" + zeros(1_000_000_000)))),
        "A017|A018|harmless",
    ),
    "png: cut off": (picture(png(800, 800)[:60]), "A017"),
    "gif: 65,535 by 65,535 pixels": (
        picture(b"GIF89a\xff\xff\xff\xff\x00\x00\x00,\0\0\0\0\xff\xff\xff\xff\0\x02\x02D\x01\0;", "peta.gif"),
        "A018|A017",
    ),
    "svg: script": (svg("<script>alert(1)</script>"), "A0.."),
    "svg: handler": (svg('<rect width="9" height="9" onload="alert(1)"/>'), "A0.."),
    "svg: foreign object": (svg("<foreignObject><p>x</p></foreignObject>"), "A0.."),
    "svg: picture from outside": (svg('<image xlink:href="file://{luar}/rahasia.png"/>'), "A0.."),
    "svg: picture from the web": (svg('<image href="http://127.0.0.1:9/x.png"/>'), "A0.."),
    "svg: use from outside": (svg('<use href="file://{luar}/rahasia.txt#a"/>'), "A0.."),
    "svg: stylesheet from outside": (svg("<style>@import url(file://{luar}/rahasia.css);</style>"), "A0.."),
    "svg: processing instruction": (
        svg('<rect width="9" height="9"/>', '<?xml-stylesheet href="file://{luar}/rahasia.css"?>'),
        "A0..",
    ),
    "svg: entities that grow": (
        svg(
            "&d;",
            "<!DOCTYPE svg ["
            '<!ENTITY a "ha">'
            + "".join(f'<!ENTITY {b} "{f"&{a};" * 100}">' for a, b in zip("abc", "bcd", strict=True))
            + "]>",
        ),
        "A0..",
    ),
    "svg: entity from outside": (
        svg("<text>&x;</text>", '<!DOCTYPE svg [<!ENTITY x SYSTEM "file://{luar}/rahasia.txt">]>'),
        "A0..",
    ),
    "svg: use upon use": (
        svg(
            '<g id="a0"><rect width="1" height="1"/></g>'
            + "".join(f'<g id="a{n + 1}">{_ten_uses(n)}</g>' for n in range(12))
        ),
        "A0..",
    ),
    "svg: use of itself": (svg('<g id="a"><use href="#a"/></g>'), "A0.."),
    "svg: nested without end": (svg("<g>" * 5_000 + "</g>" * 5_000), "A0.."),
    "svg: size without end": (
        svg('<rect width="1e300" height="1e300" stroke-width="1e300"/>'),
        "harmless|A0..",
    ),
}
