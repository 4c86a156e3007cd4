"""Whether an Indonesian sentence claims something that a reader may want to see proved.

Written after tests/data/klaim_berlabel.tsv and tuned on its half `latih` alone; docs/guide/profil.md gives
the precision and recall on the other half.
"""

from __future__ import annotations

import re

from terbit.checks._pieces import Pieces

_RESEARCH = re.compile(
    r"\b(?:penelitian|studi|riset|survei|kajian|jajak pendapat|sensus|statistik|data|laporan|"
    r"eksperimen)\b[^.;:]{0,40}?"
    r"\b(?:menunjukkan|memperlihatkan|membuktikan|menemukan|menyimpulkan|mengungkap(?:kan)?|mencatat|"
    r"menyebutkan|"
    r"melaporkan|menyatakan|mengaitkan|memperkirakan|menegaskan)\b"
    r"|\bmenurut (?:(?:hasil|sebuah|beberapa|banyak|berbagai|suatu) )*(?:penelitian|studi|riset|survei|"
    r"data|laporan|"
    r"kajian|statistik|(?:para )?(?:ahli|pakar|ilmuwan|peneliti|sejarawan|pengamat)|sensus)\b"
    r"|\b(?:para|beberapa|sejumlah|banyak|sebagian) (?:ahli|pakar|ilmuwan|peneliti|sejarawan|pengamat|"
    r"ekonom)\b"
    r"|\bterbukti (?:secara|bahwa)\b|\btelah terbukti\b",
    re.IGNORECASE,
)
_TOLD = re.compile(r"\b[Mm]enurut (?!Saya|Anda)(?:[A-Z]\w+)\b")
_SUPERLATIVE = re.compile(
    r"\b(?:ter(?:besar|kecil|tinggi|rendah|panjang|pendek|tua|muda|dalam|luas|cepat|padat|kaya|miskin|banyak|"
    r"sedikit|berat|kuat))\b(?= (?:\w+ )?(?:di|se-?\w+|yang (?:masih|pernah|ada|diketahui|tercatat)|"
    r"dalam sejarah|"
    r"kedua|ketiga)\b)|\bpaling (?:banyak|sedikit|tinggi|rendah|sering|besar|kecil|tua|luas)\b"
    r"(?= (?:di\b|dalam sejarah|se-?dunia|ter\w+|di\w+))|\buntuk (?:kali pertama|pertama kali(?:nya)?)\b"
    r"|\bpertama kali (?:di|ter)\w+|\btidak ada (?:negara|tempat|bangsa) lain\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"\b\d[\d.,]*\s?(?:%|persen\b)|\b(?:\d[\d.,]*|satu|dua|tiga|empat|lima|puluhan|ratusan|ribuan)\s"
    r"(?:ratus|ribu|juta|miliar|triliun)\b|\b(?:Rp|US\$|€)\s?\d|\b(?:sebanyak|sekitar|mencapai|rata-rata|"
    r"hampir|"
    r"lebih dari|kurang dari)\s(?:\d|satu|dua|tiga|se(?:ratus|ribu|juta|miliar|paruh|perempat|pertiga|"
    r"tengah))"
    r"|(?<![\d.])\d{1,3}(?:\.\d{3})+\b(?!\.\d)|\b(?:naik|turun|tumbuh|berkurang|bertambah|meningkat|"
    r"menurun)\b[^.;]{0,30}\d",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\b(?:hampir |lebih dari )?(?:separuh|sepertiga|dua pertiga|seperempat|tiga perempat)\b"
    r"|\b(?:satu|dua|tiga|empat) dari (?:setiap )?(?:dua|tiga|empat|lima|sepuluh|seratus)\b"
    r"|\brata-rata\b(?=.{0,80}\b(?:jam|orang|tahun|hari|kali)\b)",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:tahun|sejak|pada|hingga|sampai|bulan \w+)\s+(?:tahun\s+)?1[0-9]{3}\b|\b(?:tahun|sejak|pada|"
    r"bulan \w+)\s+"
    r"(?:tahun\s+)?20[0-9]{2}\b|\babad ke-\d+|\babad ke[a-z]+\b|\b\d{1,2} (?:Januari|Februari|Maret|April|"
    r"Mei|Juni|Juli|"
    r"Agustus|September|Oktober|November|Desember) \d{4}\b",
    re.IGNORECASE,
)
_TASK = re.compile(
    r"^(?:mari|ayo|coba|kerjakan|jawablah|jawab|tulis|tulislah|isilah|isi|bacalah|baca|hitung(?:lah)?|"
    r"urutkan|pilihlah|"
    r"pilih|diskusikan|sebutkan|jelaskan|bandingkan|lihat(?:lah)?|perhatikan|amati|sediakan|rebus|gunakan|"
    r"pelajari|"
    r"misalkan|anggap(?:lah)?|andaikan|umpamakan|jika|kalau|apabila|apakah|siapakah|berapa(?:kah)?|"
    r"mengapa|bagaimana)\b",
    re.IGNORECASE,
)
_ABOUT_ITSELF = re.compile(
    r"\b(?:bab|tabel|gambar|lampiran|halaman|hlm\.|diagram|grafik|bagan|butir|soal|kelas|contoh|pasal|"
    r"ayat|pertemuan|"
    r"langkah|nomor|edisi|jilid|pukul)\s(?:ini|itu|ke-)?\d*[\d]|\b(?:buku|edisi|bab|artikel|penelitian|"
    r"tulisan|modul|naskah) "
    r"ini\b|\b(?:contoh|soal) (?:ini|berikut|di atas)\b",
    re.IGNORECASE,
)
_PLACE_AND_DATE = re.compile(r"^[A-Z][\w ]+, \d{1,2} [A-Z]\w+ \d{4}\.?$")


_AMOUNT = re.compile(r"\d\.\d{3}|\brp(?:\s?\d|$)|us\$|€", re.IGNORECASE)
_FOUR_FIGURES = re.compile(r"\d{4}")
_CLAIMS: tuple[tuple[re.Pattern[str], tuple[str, ...], re.Pattern[str] | None], ...] = (
    (_RESEARCH, (
        "penelitian", "studi", "riset", "survei", "kajian", "pendapat", "sensus", "statistik", "data",
        "laporan", "eksperimen", "ahli", "pakar", "ilmuwan", "peneliti", "sejarawan", "pengamat", "ekonom",
        "terbukti",
    ), None),
    (_TOLD, ("menurut",), None),
    (_SUPERLATIVE, (
        "terbesar", "terkecil", "tertinggi", "terendah", "terpanjang", "terpendek", "tertua", "termuda",
        "terdalam", "terluas", "tercepat", "terpadat", "terkaya", "termiskin", "terbanyak", "tersedikit",
        "terberat", "terkuat", "paling", "pertama", "negara lain", "tempat lain", "bangsa lain",
    ), None),
    (_FIGURE, (
        "%", "persen", "ratus", "ribu", "juta", "miliar", "triliun", "sebanyak", "sekitar", "mencapai",
        "rata-rata", "hampir", "lebih dari", "kurang dari", "naik", "turun", "tumbuh", "berkurang",
        "bertambah", "meningkat", "menurun",
    ), _AMOUNT),
    (_SHARE, (
        "separuh", "pertiga", "perempat", "dari setiap", "dari dua", "dari tiga", "dari empat", "dari lima",
        "dari sepuluh", "dari seratus", "rata-rata",
    ), None),
    (_DATE, ("abad",), _FOUR_FIGURES),
)  # fmt: skip
"""Each pattern, and the words (in small letters) and the form of which it needs one: a quick look first."""
_PATTERNS = tuple(pattern for pattern, _, _ in _CLAIMS)


def suspected(prose: Pieces) -> dict[int, tuple[re.Pattern[str], ...]]:
    """Where each piece begins that holds anything a claim needs, in order, with the patterns that need it."""
    found: dict[int, tuple[re.Pattern[str], ...]] = {}
    for pattern, words, form in _CLAIMS:
        held = (*prose.holding(words, fold=True), *(prose.holding_word(form) if form else ()))
        for start in {start for _, start in held}:
            found[start] = (*found.get(start, ()), pattern)
    return dict(sorted(found.items()))


def claim_in(sentence: str, patterns: tuple[re.Pattern[str], ...] = _PATTERNS) -> re.Match[str] | None:
    """The words that make a sentence want a source; None for a question, a task or a word about itself."""
    claim = next((found for pattern in patterns if (found := pattern.search(sentence))), None)
    if claim is None or sentence.rstrip("”’\"') ").endswith("?") or _TASK.match(sentence):
        return None
    return None if _PLACE_AND_DATE.match(sentence) or _ABOUT_ITSELF.search(sentence) else claim
