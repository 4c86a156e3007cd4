"""What can be wrong with the files under source/ before a check can run: none of it can be built."""

from terbit.model.findings import Rule, Severity

NO_MASTER = Rule(
    "B001", "master_missing", Severity.ERROR, "Naskah induk tidak ada",
    "Setiap edisi dibuat dari satu naskah induk. Tanpa naskah tidak ada yang dapat diterbitkan.", stops=True,
)  # fmt: skip
EMPTY_MASTER = Rule(
    "B002", "master_empty", Severity.ERROR, "Naskah induk kosong",
    "Naskah tanpa satu kata pun tidak dapat menjadi buku.", stops=True,
)  # fmt: skip
NOT_UTF8 = Rule(
    "B003", "not_utf8", Severity.ERROR, "Berkas bukan UTF-8",
    "Terbit hanya membaca UTF-8, agar huruf seperti “é” atau “Ḫ” tidak berubah di satu edisi.", stops=True,
)  # fmt: skip
BAD_YAML = Rule(
    "B004", "yaml_syntax", Severity.ERROR, "YAML tidak dapat dibaca",
    "Berkas YAML yang salah tulis tidak dapat ditebak maksudnya.", stops=True,
)  # fmt: skip
BAD_KEY = Rule(
    "B005", "yaml_schema", Severity.ERROR, "Isi YAML tidak sesuai",
    "Kunci yang kurang, tidak dikenal, atau salah jenis akan hilang tanpa suara bila dibiarkan.", stops=True,
)  # fmt: skip
BAD_JSON = Rule(
    "B006", "json_syntax", Severity.ERROR, "JSON tidak dapat dibaca",
    "Daftar pustaka yang salah tulis tidak dapat dirujuk.", stops=True,
)  # fmt: skip
NO_RECEIVED = Rule(
    "B007", "received_text_missing", Severity.ERROR, "Naskah asli tidak ada",
    "Suntingan hanya dapat dibuktikan terhadap naskah yang diterima.", stops=True,
)  # fmt: skip
DUPLICATE_REFERENCE = Rule(
    "B008", "reference_defined_twice", Severity.ERROR, "Kunci pustaka ganda",
    "Dua entri dengan kunci yang sama membuat rujukan tidak pasti.", stops=True,
)  # fmt: skip
UNREADABLE = Rule(
    "B010", "markup_unreadable", Severity.ERROR, "Markah tidak dapat dibaca",
    "Markah yang bersarang terlalu dalam atau terlalu rumit tidak selesai dibaca, jadi tidak dapat dicetak.",
    stops=True,
)  # fmt: skip
CONTROL_CHARACTER = Rule(
    "B011", "control_character", Severity.ERROR, "Aksara kendali",
    "Aksara kendali tidak tampak, dan XML di dalam EPUB dan DOCX melarangnya.", stops=True,
)  # fmt: skip
OUTSIDE = Rule(
    "B012", "outside_the_book", Severity.ERROR, "Tautan ke luar folder buku",
    "Buku hanya terdiri atas isi foldernya. Tautan dapat mencetak berkas pribadi pembuat edisinya.",
    stops=True,
)  # fmt: skip
NO_PLAIN_FILE = Rule(
    "B013", "no_plain_file", Severity.ERROR, "Bukan berkas biasa",
    "Pipa, perangkat, dan tautan yang berputar tidak dapat dibaca sampai selesai.", stops=True,
)  # fmt: skip
TOO_LARGE = Rule(
    "B014", "file_too_large", Severity.ERROR, "Berkas terlalu besar",
    "Berkas sebesar itu bukan tulisan orang, dan membacanya menghabiskan memori.", stops=True,
)  # fmt: skip
BAD_CSL = Rule(
    "B015", "citation_style", Severity.ERROR, "Gaya sitasi tidak dapat dipakai",
    "Gaya sitasi buku sendiri harus utuh dan berdiri sendiri: tidak ada yang diambil dari internet.",
    stops=True,
)  # fmt: skip

RULES = (
    NO_MASTER, EMPTY_MASTER, NOT_UTF8, BAD_YAML, BAD_KEY, BAD_JSON, NO_RECEIVED, DUPLICATE_REFERENCE,
    UNREADABLE, CONTROL_CHARACTER, OUTSIDE, NO_PLAIN_FILE, TOO_LARGE, BAD_CSL,
)  # fmt: skip
