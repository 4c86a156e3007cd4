"""Text that readers of text are known to choke on."""

from __future__ import annotations

from tests.hostile.recipes import MASTER, SLOW, Files, master

TEXTS: dict[str, tuple[Files, str]] = {
    "text: null": ({"source/naskah.md": MASTER.encode() + b"a\0b\n"}, "B011"),
    "text: control character": ({"source/naskah.md": MASTER.encode() + b"a\x1b[31mb\n"}, "B011"),
    "text: control characters by number": (master("Kata &#7;&#x1b;[31m lagi."), "B011"),
    "text: null by number": (master("Kata &#0; &#xFFFE; &#xD800; lagi."), "harmless|B011"),
    "text: no UTF-8": ({"source/naskah.md": MASTER.encode() + b"\xc3\x28\xff\n"}, "B003"),
    "text: UTF-16": ({"source/naskah.md": MASTER.encode("utf-16")}, "B003"),
    "text: half characters": ({"source/naskah.md": MASTER.encode() + b"\xed\xa0\x80\n"}, "B003"),
    "text: random bytes": ({"source/naskah.md": bytes(range(256)) * 400}, "B003|B011"),
    "text: direction turned round": (
        master("Kata \u202egnugnades\u202c dan \u2066lagi\u2069."),
        "harmless|V0..",
    ),
    "text: nothing to see": (master("Kata" + "\u200b\u2060\ufeff" * 10_000), "harmless|V0.."),
    "text: accents upon accents": (master("a" + "\u0301" * 20_000), SLOW),
    "text: a word of 100,000 letters": (master("kata" * 25_000), SLOW),
    "text: a line of 100,000 words": (master("kata " * 100_000), "harmless|machine"),
    "text: letters of no language": (master("\U000e0041\U0010fffd\ue000" * 50), "harmless|X0..|V0.."),
    "nesting: quotations": (master("> " * 10_000 + "kata"), "B010"),
    "nesting: lists": (master("- " * 10_000 + "kata"), "B010"),
    "nesting: brackets": (master("[" * 10_000 + "kata" + "]" * 10_000), "B010|harmless|X0..|V0.."),
    "nesting: divisions": (master("::: a\n" * 3_000 + "kata"), "B010"),
    "nesting: emphasis": (master("*_" * 3_000 + "kata" + "_*" * 3_000), "B010|harmless"),
    "notes: one in itself": (master("Kata.[^a]\n\n[^a]: Kata.[^a]"), "harmless|B0..|N0..|V0..|R0.."),
    "notes: fifty thousand": (master("^[a]" * 50_000), SLOW),
    "notes: one upon the other": (
        master("Kata[^n0].\n\n" + "".join(f"[^n{n}]: Kata[^n{n + 1}].\n\n" for n in range(3_000))),
        "harmless|B0..|N0..|V0..|R0..",
    ),
    "table: two thousand columns": (
        master("|" + "a|" * 2_000 + "\n|" + "-|" * 2_000 + "\n|" + "b|" * 2_000),
        SLOW,
    ),
    "table: twenty thousand rows": (master("|a|b|\n|-|-|\n" + "|c|d|\n" * 20_000), SLOW),
    "table: grid": (master("+" + "-+" * 3_000 + "\n|" + "a|" * 3_000 + "\n+" + "-+" * 3_000), SLOW),
    "patterns: figures": (master("1." * 30_000 + "!"), SLOW),
    "patterns: dashes": (master("a-" * 30_000 + "!"), SLOW),
    "patterns: dots and spaces": (master(". " * 30_000 + "!"), SLOW),
    "patterns: quotation marks": (master('"a ' * 20_000), SLOW),
    "patterns: citations": (master("[@a; " * 3_000), "B010|R0..|harmless"),
    "patterns: silencers": (master("<!-- abaikan " * 5_000), "harmless|P001|B010"),
    "anchors: ten thousand alike": (master("## Bagian {#a}\n\nIsi.\n\n" * 2_000), SLOW),
}
