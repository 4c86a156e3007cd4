"""`dist/bukti.html`: the proof for people. No script, nothing fetched, light and dark."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from terbit.model.stream import TRAITS
from terbit.verify import proof as proving
from terbit.verify.judges import Result, Verdict
from terbit.verify.proof import Count, EditionProof, Proof

NAME = "bukti.html"

_STYLE = """
:root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --line: #767676;
  --good: #0b5d1e; --bad: #a40000 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ececec; --paper: #16181b; --line: #8c8c8c; --good: #7fd893; --bad: #ff9d94 }
}
body { color: var(--ink); background: var(--paper); font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto;
  max-width: 46rem; padding: 1rem }
h1, h2, h3 { line-height: 1.25; overflow-wrap: anywhere } h1 { font-size: clamp(1.5rem, 5vw, 2rem) }
h2 { font-size: 1.25rem; border-top: 2px solid var(--line); margin-top: 2.5rem; padding-top: 1rem }
h3 { font-size: 1.05rem } ul { padding-left: 1.25rem } .tabel { overflow-x: auto }
table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .35rem; text-align: left; vertical-align: top }
th { font-weight: 400 } thead th { font-weight: 600; vertical-align: bottom }
td.angka, th.angka { text-align: right; font-variant-numeric: tabular-nums }
@media (max-width: 24rem) { th, td { font-size: .85rem; padding: .3rem .1rem } }
caption { text-align: left; font-weight: 600; padding: .5rem 0 } code { overflow-wrap: anywhere }
.putusan { font-size: 1.1rem; font-weight: 600 } .baik { color: var(--good) }
.buruk { color: var(--bad); font-weight: 600 }
a { color: inherit } :focus-visible { outline: 3px solid }
"""
_RESULTS = {
    Result.PASSED: "lulus",
    Result.FAILED: "tidak lulus",
    Result.NOT_RUN: "tidak dijalankan",
    Result.NOT_MEANT: "tidak berlaku",
}


def reports(proof: Proof) -> dict[str, bytes]:
    """The proof for programs and for people, by the names of their files."""
    return {proving.NAME: proving.encode(proof), NAME: page(proof)}


def page(proof: Proof) -> bytes:
    """The page in UTF-8."""
    title = f"Bukti: {proof.title}"
    whole = all(_agrees(edition) for edition in proof.editions.values())
    verdict = (
        '<p class="putusan baik">Setiap edisi memuat seluruh naskah yang dijanjikannya.</p>'
        if whole
        else '<p class="putusan buruk">Ada edisi yang tidak memuat seluruh naskah yang dijanjikannya.</p>'
    )
    body = _summary(proof) + "".join(_edition(name, edition) for name, edition in proof.editions.items())
    intro = (
        f"<p>Terbit {escape(proof.terbit)} membaca kembali setiap berkas yang sudah jadi dan "
        f"membandingkannya dengan naskah induk, huruf demi huruf; spasi dan pemenggalan tidak dihitung. "
        f"Tanggal edisi: {escape(proof.date)}. Daftar bagian naskah: <code>proof.json</code>.</p>"
    )
    html = (
        f'<!DOCTYPE html>\n<html lang="id">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(title)}</h1>\n{verdict}\n{intro}\n{body}</main>\n</body>\n</html>\n"
    )
    return html.encode()


def _summary(proof: Proof) -> str:
    """One line an edition: what a reader asks first."""
    nothing = Count(0, 0)
    rows = "".join(
        f'<tr><th scope="row"><a href="#{escape(edition.edition)}">{escape(edition.edition)}</a></th>'
        + "".join(
            f'<td class="angka{_tone(count)}">{_found(count)}</td>'
            for count in (edition.passages, edition.notes, edition.traits.get("link", nothing))
        )
        + f"<td>{_judged(edition.judges)}</td></tr>"
        for edition in proof.editions.values()
    )
    heads = "".join(f'<th scope="col" class="angka">{one}</th>' for one in ("Teks", "Catatan", "Tautan"))
    return (
        f'<div class="tabel"><table><caption>Ringkasan: yang dijanjikan dan ditemukan</caption>'
        f'<thead><tr><th scope="col">Edisi</th>{heads}<th scope="col">Penguji</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>\n"
    )


def _found(count: Count) -> str:
    return str(count.found) if count.found == count.promised else f"{count.found} dari {count.promised}"


def _judged(verdicts: Iterable[Verdict]) -> str:
    """What the judges say all in all."""
    said = {v.result for v in verdicts} - {Result.NOT_MEANT}
    if said == {Result.PASSED}:
        return _RESULTS[Result.PASSED]
    if Result.FAILED in said:
        return f'<span class="buruk">{_RESULTS[Result.FAILED]}</span>'
    return _RESULTS[Result.NOT_RUN]


def _agrees(edition: EditionProof) -> bool:
    proved = (count for kind, count in edition.traits.items() if not _excused(kind, edition))
    return all(count.promised == count.found for count in (edition.passages, edition.notes, *proved))


def _excused(kind: str, edition: EditionProof) -> bool:
    return any(name.partition(".")[0] == kind for name in edition.unproved)


def _edition(name: str, edition: EditionProof) -> str:
    counts = [("bagian teks", edition.passages), ("alinea catatan", edition.notes)]
    counts += [(TRAITS[kind], count) for kind, count in edition.traits.items()]
    rows = "".join(_count(label, count) for label, count in counts if count.promised)
    reasons = {f"Tanpa “{title}”": reason for title, reason in edition.waives.items()}
    reasons |= {f"Tidak dibuktikan: {_kind(kind)}": reason for kind, reason in edition.unproved.items()}
    waived = "".join(f"<li>{escape(what)}: {escape(why.rstrip('.'))}.</li>" for what, why in reasons.items())
    title = f'{escape(edition.edition)}: <a href="{escape(name)}">{escape(name)}</a>'
    return (
        f'<section>\n<h2 id="{escape(edition.edition)}">{title}</h2>\n'
        f'<div class="tabel"><table><caption>Yang dijanjikan dan yang ditemukan</caption>'
        f'<thead><tr><th scope="col">Jenis</th><th scope="col" class="angka">Dijanjikan</th>'
        f'<th scope="col" class="angka">Ditemukan</th></tr></thead><tbody>{rows}</tbody></table></div>\n'
        + (f"<h3>Pengecualian</h3>\n<ul>{waived}</ul>\n" if waived else "")
        + f"<h3>Penguji dari luar</h3>\n<ul>{_judges(edition.judges)}</ul>\n"
        f"<p>SHA-256: <code>{escape(edition.sha256)}</code></p>\n</section>\n"
    )


def _kind(kind: str) -> str:
    name, _, suffix = kind.partition(".")
    named = {"anchor": "letak tujuan tautan", "image": "gambar"} | TRAITS
    return f"{named[name]} {suffix.upper()}".strip()


def _count(label: str, count: Count) -> str:
    return (
        f'<tr><th scope="row">{escape(label)}</th><td class="angka">{count.promised}</td>'
        f'<td class="angka{_tone(count)}">{count.found}</td></tr>'
    )


def _tone(count: Count) -> str:
    return "" if count.promised == count.found else " buruk"


def _judges(verdicts: Iterable[Verdict]) -> str:
    said = "".join(
        f"<li>{escape(v.judge)}{f' {escape(v.version)}' if v.version else ''}: {_RESULTS[v.result]}</li>"
        for v in verdicts
    )
    return said or "<li>tidak dijalankan</li>"
