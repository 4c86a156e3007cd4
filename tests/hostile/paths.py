"""Files that lead out of the book, or are none."""

from __future__ import annotations

from tests.hostile.recipes import ENTRY, Files, Link, Sparse, Special, book, cited, master, picture, png

_GIT_CONFIG = """[core]
    repositoryformatversion = 1
    fsmonitor = touch {luar}/DIJALANKAN
    sshCommand = touch {luar}/DIJALANKAN
    pager = touch {luar}/DIJALANKAN
    hooksPath = {luar}
[log]
    showSignature = true
[gpg]
    program = touch
[extensions]
    partialClone = jauh
[remote "jauh"]
    url = ssh://127.0.0.1/x
    promisor = true
[protocol]
    allow = always
[alias]
    cat-file = !touch {luar}/DIJALANKAN
    log = !touch {luar}/DIJALANKAN
"""

PATHS: dict[str, tuple[Files, str]] = {
    "image: absolute path": (master("![Peta]({luar}/rahasia.png)"), "A001"),
    "image: parent folders": (master("![Peta](../../luar/rahasia.png)"), "A001"),
    "image: parent folders, encoded": (master("![Peta](%2e%2e/%2e%2e/luar/rahasia.png)"), "A001"),
    "image: file address": (master("![Peta](file://{luar}/rahasia.png)"), "A001"),
    "image: file address that is a path": (
        master("![Peta](FILE:{luar}/rahasia.png)") | {"source/FILE:{luar}/rahasia.png": png(8, 8)},
        "A001",
    ),
    "image: web address": (master("![Peta](http://127.0.0.1:9/x.png)"), "A001"),
    "image: web address that is a path": (
        master("![Peta](http:%2F%2F127.0.0.1:9/x.png)") | {"source/http:/127.0.0.1:9/x.png": png(8, 8)},
        "A001",
    ),
    "image: address without scheme": (master("![Peta](//127.0.0.1:9/x.png)"), "A001"),
    "image: data address": (master("![Peta](data:image/png;base64,iVBORw0KGgo=)"), "A001"),
    "image: link out": (picture(Link("{luar}/rahasia.png")), "B012"),
    "image: folder that is a link out": (
        master("![Peta](gambar/rahasia.png)") | {"source/gambar": Link("{luar}")},
        "B012",
    ),
    "image: endless device": (picture(Link("/dev/zero")), "B012"),
    "image: pipe": (picture(Special("pipe")), "B013"),
    "image: socket": (picture(Special("socket")), "B013"),
    "image: folder": (picture(Special("folder")), "A001"),
    "image: name that no file has": (master(f"![Peta]({'x' * 5000}.png)"), "A001"),
    "image: unreadable": (picture(Special("unreadable")), "harmless|A017|B013"),
    "master: link out": ({"source/naskah.md": Link("{luar}/naskah.md")}, "B012"),
    "master: pipe": ({"source/naskah.md": Special("pipe")}, "B013"),
    "master: folder": ({"source/naskah.md": Special("folder")}, "B001"),
    "master: five gigabytes": ({"source/naskah.md": Sparse(5_000_000_000)}, "B014"),
    "master: links in a circle": ({"source/naskah.md": Link("naskah.md")}, "B013"),
    "references: pipe": (cited(ENTRY) | {"source/pustaka.json": Special("pipe")}, "B013"),
    "references: link out": (cited(ENTRY) | {"source/pustaka.json": Link("{luar}/rahasia.json")}, "B012"),
    "references: random bytes without end": (
        cited(ENTRY) | {"source/pustaka.json": Link("/dev/urandom")},
        "B012",
    ),
    "glossary: five gigabytes": ({"source/glosarium.yaml": Sparse(5_000_000_000)}, "B014"),
    "received text: parent folders": (
        {
            "source/suntingan.yaml": "asli: ../../luar/rahasia.txt\nstruktur: {id: S, perubahan: a, "
            "alasan: b, dasar: c, judul: 1, subjudul: []}\naturan: []\ncatatan: []\nsitasi: []\n"
        },
        "B007|B005",
    ),
    "source: link out": ({"source2/x": "", "source/sub": Link("{luar}")}, "B012"),
    "styles: link out": ({"styles": Link("{luar}")}, "B012"),
    "styles: link to everything": ({"styles": Link("/")}, "B012"),
    "styles: stylesheet that is a link out": ({"styles/layar.css": Link("{luar}/rahasia.css")}, "B012"),
    "styles: stylesheet of gigabytes": ({"styles/layar.css": Sparse(5_000_000_000)}, "B014"),
    "styles: pipe": ({"styles/layar.css": Special("pipe")}, "B013"),
    "dist: link out": ({"dist": Link("{luar}")}, "machine"),
    "dist: file": ({"dist": "x"}, "machine"),
    "id: parent folders": (book(id="../../luar/rahasia"), "B005"),
    "id: reserved on Windows": (book(id="con"), "harmless"),
    "image: reserved on Windows": (picture(png(8, 8), "nul.png"), "harmless"),
    "profile: parent folders": (book(profil="../../luar/rahasia.yaml"), "B005"),
    "format: path": (book(format="../../luar/rahasia"), "B005"),
    "title: five thousand letters": ({"source/naskah.md": f"# {'kata ' * 1000}\n\nIsi.\n"}, "harmless|X031"),
    "title: path": ({"source/naskah.md": "# ../../luar/rahasia\n\nIsi.\n"}, "harmless"),
    "git: settings that name programs": (
        {
            ".git/config": _GIT_CONFIG,
            ".git/HEAD": "ref: refs/heads/main\n",
            ".git/objects/info/x": "",
            ".git/refs/heads/main": "0123456789012345678901234567890123456789\n",
        },
        "harmless",
    ),
}
