"""Words in, report out, exit code. Nothing else happens here, and nothing heavy is imported until it must."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

import terbit

if TYPE_CHECKING:
    from terbit.model.findings import Rule
    from terbit.report import Report

GOOD, ABOUT_THE_BOOK, COMMAND_LINE, MACHINE = 0, 1, 2, 3
"""The exit codes of every command."""
_PAGE_WIDTH = 100
"""Columns of a report that goes to no terminal."""

_FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    help="Bentuk laporan: teks, JSON, SARIF 2.1.0, atau perintah alur kerja GitHub.",
)
_PAGE_FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="Bentuk: teks atau JSON."
)
_FAIL_ON = click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "advice"]),
    default="error",
    help="Kode keluar 1 bila ada temuan setingkat ini atau lebih berat; bawaannya error.",
)
_PROFILE = click.option("--profile", metavar="NAMA", help="Profil susunan naskah, misalnya artikel.")
_TIMEOUT = click.option(
    "--timeout",
    type=click.IntRange(1),
    default=600,
    metavar="DETIK",
    help="Batas waktu setiap tahap; bawaannya 600 detik.",
)
_COMPLETION = {
    "bash": "terbit completion bash > ~/.local/share/bash-completion/completions/terbit",
    "zsh": "terbit completion zsh > ~/.terbit-zsh && echo 'source ~/.terbit-zsh' >> ~/.zshrc",
    "fish": "terbit completion fish > ~/.config/fish/completions/terbit.fish",
}
"""What puts the completion of each shell in its place."""
_BLEED_LIMIT = 10
"""mm: no printer asks for more."""


class _Millimetres(click.ParamType[float]):
    """A length such as `3mm`, `3` or `2,5mm`, in mm."""

    name = "mm"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        text = str(value).strip().lower().removesuffix("mm").strip().replace(",", ".")
        try:
            length = float(text)
        except ValueError:
            length = -1
        if not 0 <= length <= _BLEED_LIMIT:
            self.fail(f"“{value}” bukan ukuran antara 0 dan {_BLEED_LIMIT} mm, misalnya 3mm.", param, ctx)
        return length


_BOOK = click.Path(path_type=Path)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    options_metavar="[PILIHAN]",
    subcommand_metavar="PERINTAH [ARGUMEN]...",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda ctx, _option, wanted: _tell_version(ctx) if wanted else None,
    help="Tampilkan versi Terbit dan versi alat yang dipakainya.",
)
def terbit_command() -> None:
    """Terbit: satu naskah induk berbahasa Indonesia menjadi PDF, EPUB, dan DOCX yang terbukti sama isinya.

    Kode keluar: 0 baik, 1 ada masalah pada buku, 2 perintah keliru, 3 masalah pada komputer.
    """


@terbit_command.command("check", options_metavar="[PILIHAN]")
@click.argument("book", type=_BOOK, default=".", metavar="[BUKU]")
@_PROFILE
@_FAIL_ON
@click.option("--fix", is_flag=True, help="Terapkan perbaikan yang aman, lalu laporkan sisanya.")
@click.option("--diff", is_flag=True, help="Tampilkan yang akan diubah oleh --fix, tanpa menulis apa pun.")
@_TIMEOUT
@_FORMAT
def check_command(
    book: Path, profile: str | None, fail_on: str, fix: bool, diff: bool, timeout: int, form: str
) -> None:
    """Periksa naskah tanpa membuat edisi.

    BUKU adalah folder buku (yang memuat source/naskah.md) atau satu berkas Markdown; bawaannya folder ini.
    """
    from terbit import pipeline  # `terbit --help` must not wait for it
    from terbit._bounds import bounded
    from terbit.model.findings import UsageFault

    gc.disable()  # a short life, millions of objects and no cycles: to look for some takes a fifth of it

    if diff and form != "text":
        raise UsageFault("“--diff” hanya berbentuk teks.", "Hapus “--format”, atau hapus “--diff”.")
    with bounded(timeout):
        if diff:
            report, changes = pipeline.mend(book, profile, write=False)
        else:
            report = pipeline.mend(book, profile, write=True)[0] if fix else pipeline.check(book, profile)
            changes = ""
    if diff:
        click.echo(changes, nl=False)
        sys.exit(ABOUT_THE_BOOK if _reaches(report, fail_on) else GOOD)
    _finish(report, form, failed=_reaches(report, fail_on))


@terbit_command.command("build", options_metavar="[PILIHAN]")
@click.argument("arguments", nargs=-1, metavar="[BUKU] [EDISI]...")
@_PROFILE
@click.option("--strict", is_flag=True, help="Berhenti pada setiap galat, bukan hanya yang merusak edisi.")
@click.option(
    "--bleed",
    type=_Millimetres(),
    default=0,
    metavar="UKURAN",
    help="Untuk percetakan: lebihan di luar garis potong pada cetak dan sampul, misalnya 3mm.",
)
@click.option("--marks", is_flag=True, help="Untuk percetakan: tanda potong di luar lebihan itu.")
@click.option("--no-cache", is_flag=True, help="Buat semuanya dari awal, tanpa simpanan dari pembuatan lalu.")
@_TIMEOUT
@_FORMAT
def build_command(
    arguments: tuple[str, ...],
    profile: str | None,
    strict: bool,
    bleed: float,
    marks: bool,
    no_cache: bool,
    timeout: int,
    form: str,
) -> None:  # click passes flags by name
    """Buat edisi ke dist/: besar, cetak, docx, epub, layar, ringkas, sampul; tanpa nama edisi: semuanya.

    Hanya bila diminta: sunting, berkas Word dengan setiap suntingan sebagai perubahan terlacak.

    BUKU adalah folder buku atau satu berkas Markdown; bawaannya folder ini. Contoh: terbit build epub docx
    """
    from terbit import pipeline  # as above
    from terbit._bounds import bounded
    from terbit.model.book import Order

    if no_cache:
        os.environ["TERBIT_CACHE"] = "off"  # also for the processes that make the editions
    gc.disable()  # as above, and in the processes that make the editions
    book, wanted = _split(arguments)
    order = Order(bleed=bleed, marks=marks)
    with bounded(timeout):
        report = pipeline.build(book, wanted, profile, order=order, strict=strict, say=_progress())
    _finish(report, form, failed=report.stopped or (strict and _has_errors(report)))


@terbit_command.command("verify", options_metavar="[PILIHAN]")
@click.argument("dist", type=_BOOK, default="dist", metavar="[DIST]")
@click.option("--strict", is_flag=True, help="Jalankan juga penguji dari luar; yang tidak ada menjadi galat.")
@click.option(
    "--record", is_flag=True, help="Bersama --strict: catat putusan penguji di proof.json dan bukti.html."
)
@click.option(
    "--signer", type=_BOOK, metavar="KUNCI", help="Manifesnya harus ditandatangani dengan kunci publik ini."
)
@_TIMEOUT
@_FORMAT
def verify_command(
    dist: Path, strict: bool, record: bool, signer: Path | None, timeout: int, form: str
) -> None:
    """Buktikan bahwa berkas di DIST (bawaan: dist/) utuh dan memuat seluruh naskah.

    Penguji dari luar: EPUBCheck, Ace, veraPDF, Open XML SDK, qpdf, dan LibreOffice.
    """
    from terbit import pipeline  # as above
    from terbit._bounds import bounded
    from terbit.model.findings import UsageFault

    if not dist.is_dir():
        raise UsageFault(
            f"Folder “{dist}” tidak ada.", "Jalankan “terbit build” dahulu, atau sebutkan foldernya."
        )
    if record and not strict:
        raise UsageFault("“--record” mencatat putusan penguji dari luar.", "Tambahkan “--strict”.")
    with bounded(timeout):
        report = pipeline.verify_dist(dist, signer, strict=strict, keep=record)
    _finish(report, form, failed=_has_errors(report))


@terbit_command.command("sign", options_metavar="[PILIHAN]")
@click.argument("key", type=_BOOK, metavar="KUNCI")
@click.argument("dist", type=_BOOK, default="dist", metavar="[DIST]")
def sign_command(key: Path, dist: Path) -> None:
    """Tanda tangani manifes di DIST (bawaan: dist/), dan dengan itu semua edisi yang disebutnya.

    KUNCI adalah kunci pribadi OpenSSH (ssh-keygen -t ed25519 -f KUNCI).
    """
    from terbit import pipeline  # as above

    click.echo(f"ditulis: {pipeline.sign(dist, key)}")


@terbit_command.command("explain", options_metavar="[PILIHAN]")
@click.argument("code", metavar="[KODE]", default="")
@click.option("--all", "every", is_flag=True, help="Jelaskan semua kode sebagai satu halaman Markdown.")
@_PAGE_FORMAT
def explain_command(code: str, every: bool, form: str) -> None:
    """Jelaskan sebuah kode temuan, misalnya N001: apa artinya, mengapa penting, contoh salah dan benar."""
    from terbit import pipeline  # as above
    from terbit.model.findings import UsageFault
    from terbit.report import explain

    known = {rule.code: rule for rule in pipeline.rules()}
    if every:
        click.echo(explain.catalogue(known.values()), nl=False)
        return
    rule = known.get(code.upper())
    if rule is None:
        message = f"Kode “{code}” tidak dikenal." if code else "Kodenya belum disebut."
        raise UsageFault(message, "Semua kode beserta penjelasannya: terbit explain --all")
    click.echo(explain.json(rule) if form == "json" else explain.text(rule))


@terbit_command.command("hyphenate", options_metavar="[PILIHAN]")
@click.argument("words", nargs=-1, required=True, metavar="KATA...")
def hyphenate_command(words: tuple[str, ...]) -> None:
    """Tampilkan pemenggalan KATA, satu kata sebaris: “-” di setiap tempat baris boleh berakhir."""
    from terbit.adapters import pyphen  # as above

    for word in words:
        click.echo(pyphen.hyphenated(word))


@terbit_command.command("watch", options_metavar="[PILIHAN]")
@click.argument("book", type=_BOOK, default=".", metavar="[BUKU]")
@click.option(
    "--edition",
    "wanted",
    multiple=True,
    metavar="EDISI",
    help="Edisi yang dibuat, boleh berulang; bawaannya layar.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="PORTA",
    help="Porta di 127.0.0.1; bawaannya yang mana saja yang bebas.",
)
@click.option(
    "--editor",
    metavar="NAMA",
    help="Penyunting yang dibuka tautan temuan: cursor, idea, mate, pycharm, subl, vscode, vscodium, zed, "
    "atau alamat dengan {path}, {line}, {column}; bawaannya menurut $VISUAL dan $EDITOR, lalu vscode.",
)
@_PROFILE
@_TIMEOUT
def watch_command(
    book: Path, wanted: tuple[str, ...], port: int, editor: str | None, profile: str | None, timeout: int
) -> None:
    """Tampilkan pratinjau di peramban, dan buat ulang edisi setiap kali naskah disimpan.

    BUKU adalah folder buku atau satu berkas Markdown; bawaannya folder ini. Ctrl-C mengakhirinya.
    """
    from terbit import editions, watching  # as above
    from terbit.model.findings import UsageFault
    from terbit.watching import editors, terminal
    from terbit.watching.jobs import Task

    if not book.exists():
        raise UsageFault(f"“{book}” tidak ada.", "Periksa nama folder buku atau berkas Markdown-nya.")
    if unknown := [name for name in wanted if name not in editions.names()]:
        raise UsageFault(
            f"Edisi “{unknown[0]}” tidak dikenal.", f"Pilih di antara: {', '.join(editions.names())}."
        )
    task = Task(book, wanted or ("layar",), profile, timeout)
    hear = terminal.teller(click.echo, _progress())
    try:
        watching.watch(
            task,
            port,
            editors.template(editor),
            lambda address: click.echo(f"Pratinjau: {address}\nCtrl-C mengakhirinya."),
            hear,
        )
    except KeyboardInterrupt:
        click.echo("Pratinjau diakhiri.")
        sys.stdout.flush()
        os._exit(GOOD)  # at once: a thread may still draw a page


@terbit_command.command("lsp", options_metavar="[PILIHAN]")
def lsp_command() -> None:
    """Layani penyunting (VS Code, Vim, Emacs) lewat stdin dan stdout: temuan langsung selagi menulis."""
    import importlib.util

    from terbit.model.findings import MachineFault  # as above

    if importlib.util.find_spec("pygls") is None:
        remedy = "Pasang dengan “pip install 'terbit[lsp]'”; di repositori ini, dengan “make check”."
        raise MachineFault("Paket pygls, yang berbicara dengan penyunting, belum terpasang.", remedy)
    from terbit import _lsp  # only here: it needs pygls

    _lsp.serve()


@terbit_command.command("new", options_metavar="[PILIHAN]")
@click.argument("folder", type=_BOOK, metavar="FOLDER")
@click.option(
    "--profile",
    type=click.Choice(["artikel", "buku-ajar", "modul-ajar"]),
    help="Susunan buku: artikel (bawaan), buku-ajar, atau modul-ajar.",
)
@click.option("--title", metavar="JUDUL", help="Judul buku; bawaannya nama foldernya.")
@click.option("--author", metavar="NAMA", help="Nama penulis; boleh tidak disebut.")
@click.option(
    "--action",
    metavar="TINDAKAN",
    help="Tindakan GitHub yang dipakai alur kerja buku, misalnya akun/terbit/.github/actions/terbit@main.",
)
def new_command(
    folder: Path, profile: str | None, title: str | None, author: str | None, action: str | None
) -> None:
    """Buat buku baru di FOLDER, lengkap dengan contoh yang langsung dapat diterbitkan.

    Di terminal, yang belum disebut dengan pilihan ditanyakan, kecuali bila judulnya sudah disebut.
    """
    from terbit import _folder, starting  # as above

    _folder.refuse_taken(folder)
    if title is None and sys.stdin.isatty():
        title = click.prompt("Judul buku", default=_title_of(folder))
        author = author or click.prompt("Nama penulis (boleh kosong)", default="", show_default=False)
        choice = click.Choice(starting.PROFILES)
        profile = profile or click.prompt("Susunan", type=choice, default=starting.PROFILES[0])
    files = starting.new_book(
        title=_one_line("--title", _title_of(folder) if title is None else title),
        author=_one_line("--author", author or "", empty=True),
        profile=profile or starting.PROFILES[0],
        date=starting.today(),
        action=_one_line("--action", action or starting.ACTION),
    )
    for path in _folder.lay(folder, files):
        click.echo(f"ditulis: {path}")
    if action is None:
        flow = folder / ".github" / "workflows" / "terbit.yml"
        click.echo(f"Sebelum dikirim ke GitHub, ganti PEMILIK dalam {flow} dengan akun tempat Terbit berada.")
    click.echo(f"Lanjutkan: terbit check {folder}, lalu terbit build {folder}")


@terbit_command.command("import", options_metavar="[PILIHAN]")
@click.argument("sources", nargs=-1, required=True, type=_BOOK, metavar="BERKAS|FOLDER...")
@click.option(
    "-o", "--output", "book", type=_BOOK, required=True, metavar="BUKU", help="Folder buku yang dibuat."
)
@click.option("--title", metavar="JUDUL", default="", help="Judul buku; bawaannya judul dalam sumber.")
@click.option("--author", metavar="NAMA", default="", help="Nama penulis; bawaannya yang disebut sumber.")
@click.option(
    "--profile",
    type=click.Choice(["artikel", "buku-ajar", "modul-ajar"]),
    help="Susunan buku; bawaannya buku-ajar bila sumbernya berbab, selain itu artikel.",
)
@_TIMEOUT
@_PAGE_FORMAT
def import_command(
    sources: tuple[Path, ...],
    book: Path,
    title: str,
    author: str,
    profile: str | None,
    timeout: int,
    form: str,
) -> None:
    """Jadikan BERKAS (.txt, .docx, .odt, .html, .md) atau FOLDER berisi bab-bab sebuah buku baru.

    Sumber tidak diubah dan disalin ke source/asli/. Tidak ada kata yang dibuang: yang tidak dapat dicetak
    menjadi komentar dalam naskah, dan laporan-impor.md menyebut semua yang berubah atau tidak terbawa.
    """
    from terbit import _folder, _import, importing, pipeline  # as above
    from terbit._bounds import bounded
    from terbit.model.findings import BookFault, MachineFault
    from terbit.report import Failure, Report

    _folder.refuse_taken(book)
    title = _one_line("--title", title, empty=True)
    author = _one_line("--author", author, empty=True)
    with bounded(timeout):
        try:
            made = importing.import_sources(sources, title)
        except BookFault as fault:
            show(Report(fault.findings), form)
            sys.exit(ABOUT_THE_BOOK)
        _folder.lay(book, _import.files_of(made, profile or "", author))
    try:
        with bounded(timeout):
            checked = pipeline.check(book)
    except MachineFault as fault:  # the book is there all the same
        checked = Report(failure=Failure("machine", fault.message, fault.hint))
    if form == "json":
        click.echo(_import.json(made, book, checked))
    else:
        for line in _import.lines(made, book, checked):
            click.echo(line)


@terbit_command.command("doctor", options_metavar="[PILIHAN]")
@_PAGE_FORMAT
def doctor_command(form: str) -> None:
    """Periksa komputer ini: apa yang belum ada, untuk apa, dan perintah yang memasangnya.

    Kode keluar 3 bila yang diperlukan untuk membuat edisi tidak ada; penguji dari luar boleh tidak ada.
    """
    from terbit import _doctor  # as above

    found = _doctor.examine()
    click.echo(_doctor.json(found) if form == "json" else _doctor.text(found))
    sys.exit(GOOD if _doctor.is_ready(found) else MACHINE)


@terbit_command.command("completion", options_metavar="[PILIHAN]")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]), metavar="bash|zsh|fish")
def completion_command(shell: str) -> None:
    """Tulis naskah pelengkap perintah untuk bash, zsh, atau fish ke stdout; cara memasangnya ke stderr."""
    from click.shell_completion import get_completion_class  # as above

    maker = get_completion_class(shell)
    if maker is not None:
        click.echo(maker(terbit_command, {}, "terbit", "_TERBIT_COMPLETE").source())
        click.echo(f"Pasang sekali dengan: {_COMPLETION[shell]}", err=True)


def _tell_version(ctx: click.Context) -> None:
    from terbit.adapters import packages  # as above

    click.echo(f"terbit {terbit.__version__}")
    for name, version in packages.tools():
        click.echo(f"{name} {version}")
    ctx.exit()


def _title_of(folder: Path) -> str:
    """What a folder's name says as a title: `buku-saya` is “Buku Saya”."""
    words = folder.absolute().name.replace("-", " ").replace("_", " ").split()
    return " ".join(word[:1].upper() + word[1:] for word in words) or "Buku Baru"


def _one_line(option: str, text: str, *, empty: bool = False) -> str:
    """The text of an option without outer spaces; what is empty, or of more lines, is refused."""
    from terbit.model.findings import UsageFault  # as above

    line = text.strip()
    if not (line.isprintable() and (line or empty)):
        raise UsageFault(f"Nilai {option} kosong atau lebih dari satu baris.", f'Contoh: {option} "Laut"')
    return line


def _split(arguments: tuple[str, ...]) -> tuple[Path, tuple[str, ...]]:
    """The book comes first if the first word is no edition; a folder called like one is written `./layar`."""
    from terbit import editions  # as above

    known = editions.names()
    if arguments and arguments[0] not in known:
        return Path(arguments[0]), arguments[1:]
    return Path(), arguments


def _reaches(report: Report, level: str) -> bool:
    """Whether a finding is as grave as `level` or graver."""
    from terbit.model.findings import Severity  # as above

    severities = list(Severity)  # the gravest first
    return any(report.count(severity) for severity in severities[: severities.index(Severity(level)) + 1])


def _has_errors(report: Report) -> bool:
    from terbit.model.findings import Severity  # as above

    return report.count(Severity.ERROR) > 0


def _progress() -> Callable[[str, float], None] | None:
    """A line a stage on a terminal, nothing in CI or into a file."""
    if not sys.stderr.isatty() or os.environ.get("CI"):
        return None

    def say(stage: str, seconds: float) -> None:
        click.echo(f"  {stage:<32}{seconds:6.2f} d".replace(".", ","), err=True)

    return say


def _finish(report: Report, form: str, *, failed: bool) -> None:
    show(report, form)
    gc.freeze()  # nor need the interpreter look through them when it ends
    sys.exit(ABOUT_THE_BOOK if failed else GOOD)


def show(report: Report, form: str) -> None:
    """Print a report in a format; a refusal goes to stderr as text; a machine's format is all of stdout."""
    from terbit.report import github, json, sarif, text  # as above

    match form:
        case "json":
            click.echo(json.text(report))
        case "sarif":
            click.echo(sarif.text(report, _rules() if report.findings else ()))
        case "github":
            for line in github.lines(report):
                click.echo(line)
        case _:
            screen = sys.stdout.isatty()
            width = shutil.get_terminal_size().columns if screen else _PAGE_WIDTH
            colour = screen and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
            # In one piece: to write each line costs as much as to make it.
            lines = "\n".join(text.lines(report, width, colour=colour))
            click.echo(lines, err=report.failure is not None)


def _rules() -> tuple[Rule, ...]:
    from terbit import pipeline  # as above

    return pipeline.rules()
