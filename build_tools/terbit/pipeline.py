"""The whole road on one page: read, check, enrich, render, verify."""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

import terbit
from terbit import _bounds, _fix, _silence, _unchanged, checks, editions, verify
from terbit._dist import Staging, staging
from terbit.adapters import git, pandoc, ssh_keygen
from terbit.editions import Edition
from terbit.model.book import PLAIN, Book, Order, PartKind, Rendered, Styles
from terbit.model.findings import BookFault, Finding, Rule, Severity, Span, UsageFault
from terbit.model.manuscript import Manuscript
from terbit.model.mention import Mentions
from terbit.model.outline import Outline, PageStart, Reading
from terbit.model.tree import Block
from terbit.read import RULES as READ_RULES
from terbit.read import read_manuscript, unsaved
from terbit.report import Report, ordered
from terbit.verify import judges, page
from terbit.verify import manifest as record
from terbit.verify import proof as proving
from terbit.verify.traces import Traces

if TYPE_CHECKING:
    from terbit._workers import Crew

_UP_TO_DATE = "Tidak ada yang berubah sejak edisi di dist/ dibuat."
Say = Callable[[str, float], None]
"""Told the name of each stage and the seconds it took, when it is done."""


def check(place: Path, profile: str | None = None, texts: Mapping[Path, str] | None = None) -> Report:
    """Read a book and run every check; `texts` (by absolute path) are read in place of their files."""
    return Report(_look(place, profile, texts or {}).findings)


def mend(place: Path, profile: str | None = None, *, write: bool) -> tuple[Report, str]:
    """Check a book and apply every safe fix; the report is of what is left, beside it a unified diff.

    Without `write` no file is changed, and the report is of what `check` finds.
    """
    settled = _fix.settle(lambda texts: _look(place, profile, texts))
    changes = _fix.diff(settled.changes)
    if not write:
        return Report(settled.before), changes
    _fix.write(settled.changes)
    files = tuple(change.path for change in settled.changes)
    return Report(settled.findings, files, fixed=settled.fixed), changes


def _look(place: Path, profile: str | None, texts: Mapping[Path, str]) -> _fix.Looked:
    try:
        with unsaved(texts):
            csl = styles_of(place).path("csl/terbit.csl")
            manuscript = read_manuscript(place, csl, profile, to_check=True, meanwhile=checks.load_all)
    except BookFault as fault:
        return _fix.Looked(ordered(fault.findings))
    root = manuscript.root.resolve()
    received = manuscript.edits.received_path if manuscript.edits else None  # stays as it was received
    files = (p for p in manuscript.inputs if p != received and p.resolve().is_relative_to(root))
    return _fix.Looked(ordered(_checked(manuscript)), tuple(files))


def _checked(manuscript: Manuscript) -> list[Finding]:
    """What the checks find and the author has not silenced."""
    return _unsilenced(manuscript, checks.check(manuscript))


def _unsilenced(manuscript: Manuscript, found: list[Finding]) -> list[Finding]:
    findings = [*_read_complaints(manuscript), *found]
    return _silence.apply(manuscript, findings, rules, _rules_of_check)


def build(  # noqa: PLR0913  # one argument per thing asked for
    place: Path,
    wanted: tuple[str, ...] = (),
    profile: str | None = None,
    *,
    order: Order = PLAIN,
    strict: bool = False,
    say: Say | None = None,
) -> Report:
    """Make the wanted editions (the usual ones when none is named) of a folder or Markdown file into `dist/`.

    `order` is what a print shop asks for. Nothing is written when a finding stops the build, or, with
    `strict`, when there is any error.
    """
    known = editions.names()
    for name in wanted:
        if name not in known:
            raise UsageFault(f"Edisi “{name}” tidak dikenal.", f"Pilih di antara: {', '.join(known)}.")
    asked = wanted or editions.usual()
    styles = styles_of(place)
    known_as = _unchanged.name(place, styles, (*asked, f"profil {profile}", f"ketat {strict}"), order)
    if said := _unchanged.recall(known_as, dist_of(place)):
        return msgspec.structs.replace(said, notes=(*said.notes, _UP_TO_DATE))
    from terbit._workers import crew  # a check need not wait for multiprocessing

    try:
        with crew(asked) as makers:
            report = _build(place, styles, makers, asked, profile, order, strict=strict, clock=_Clock(say))
    except BookFault as fault:
        return Report(ordered(fault.findings))
    if report.files:
        _unchanged.remember(known_as, report)
    return report


def _build(  # noqa: PLR0913, PLR0917  # as build
    place: Path,
    styles: Styles,
    makers: Crew,
    wanted: tuple[str, ...],
    profile: str | None,
    order: Order,
    *,
    strict: bool,
    clock: _Clock,
) -> Report:
    from terbit.enrich import enrich  # as above
    from terbit.verify import sbom

    manuscript = read_manuscript(place, styles.path("csl/terbit.csl"), profile)
    clock.lap("membaca naskah")
    if _halts(checks.stopping(manuscript), strict=False):
        return Report(ordered(_checked(manuscript)))
    clock.lap("memeriksa syarat edisi")
    book = enrich(manuscript, date_of(manuscript))
    manuscript.settle()
    makers.await_loading()  # a process with threads must not be forked
    clock.lap("menyusun buku")
    dist = dist_of(place)
    findings: list[Finding] = []
    with checks.others(manuscript) as others, staging(dist) as stage:
        made: dict[str, record.Output] = {}
        proofs: dict[str, proving.EditionProof] = {}
        pages: dict[str, tuple[PageStart, ...]] = {}
        inputs = record.inputs_of(manuscript, styles)
        promised = _promises(book)
        rendering = makers.rendered(  # meanwhile: what the end needs, and what is made of it is remembered
            book, styles, order, pages,
            meanwhile=lambda one: (promised(one), book.outline, sbom.encode(_tools(wanted))),
        )  # fmt: skip
        for worker, finished in rendering:  # the quick ones are proved while the slow one is laid out
            edition = worker.edition
            name = f"{book.metadata.identifier}{edition.suffix}"
            path = stage.write(name, finished.data)
            reading = worker.inspect(path)
            pages[edition.name] = reading.pages
            complained = list(_complaints(manuscript, edition.rules, finished))
            findings += _silence.kept(manuscript, complained)
            if not _halts(complained, strict=False):  # what is lost for a known reason is not told twice
                findings += _compare(manuscript, promised(edition), edition, reading)
            size, digest, waived = len(finished.data), record.sha256(finished.data), _waived(book, edition)
            made[name] = record.Output(edition.name, size, digest, "", waived)
            reasons = waived, _unproved(promised(edition), edition)
            proofs[name] = proving.edition_proof(edition.name, digest, promised(edition), reading, reasons)
            clock.lap(f"membuat dan mencocokkan {edition.name}")
        findings += _unsilenced(manuscript, others())
        clock.lap("memeriksa")
        if _halts(findings, strict=strict):
            return Report(ordered(findings))
        meta = book.metadata
        blank = record.Manifest(
            terbit.__version__,
            meta.identifier,
            meta.title,
            meta.date.isoformat(),
            inputs,
            {},
            _tools(wanted),
            profile or "",
        )
        manifest = record.joined(blank, dist, made)
        bill = sbom.encode(manifest.tools)
        stage.write(sbom.NAME, bill)
        manifest = msgspec.structs.replace(manifest, sbom_sha256=record.sha256(bill))
        reports = page.reports(proving.joined(manifest, proofs, dist, book))
        _write(stage, manifest, reports)
        notes = tuple(note for output in made.values() for note in record.waiver_notes(output))
        return Report(ordered(findings), tuple(sorted(stage.publish())), notes=notes)


def sign(dist: Path, key: Path) -> Path:
    """Sign the manifest of a `dist/` with an OpenSSH key, and so every file it names; the signature's path.

    Raises `UsageFault` where there is no manifest or no key.
    """
    manifest = dist / record.NAME
    if record.load(dist) is None:
        raise UsageFault(f"“{manifest}” tidak ada atau rusak.", "Jalankan “terbit build” dahulu.")
    signature = ssh_keygen.sign(manifest.read_bytes(), key)
    with staging(dist) as stage:
        stage.write(record.SIGNATURE, signature)
        return stage.publish()[0]


def verify_dist(
    dist: Path, signers: Path | None = None, *, strict: bool = False, keep: bool = False
) -> Report:
    """Whether the files of a `dist/` are those of its manifest and say what the book beside it says.

    With `signers` (a public key, or a list of allowed ones) the manifest must be signed by one of them.
    `strict` asks the outside judges too; `keep` writes what they said into proof and manifest.
    """
    report = _verified(dist, strict=strict, keep=keep)
    if signers is None:
        told = (dist / record.SIGNATURE).is_file()
        note = "Tanda tangan ada, tetapi tidak diperiksa: sebutkan kuncinya dengan --signer."
        return msgspec.structs.replace(report, notes=(*report.notes, note)) if told else report
    if fault := verify.check_signature(dist, signers):
        return msgspec.structs.replace(report, findings=ordered((*report.findings, fault)))
    return msgspec.structs.replace(report, notes=(*report.notes, "Tanda tangan sah."))


def _verified(dist: Path, *, strict: bool, keep: bool) -> Report:
    from terbit.enrich import enrich  # as above

    found = record.load(dist)
    if found is None or any(output.edition not in editions.names() for output in found.outputs.values()):
        message = f"“{dist / record.NAME}” tidak ada atau rusak."
        return Report((record.NO_MANIFEST.at(Span(dist / record.NAME), message, "Jalankan “terbit build”."),))
    findings = [*verify.check_manifest(dist, found), *verify.check_proof(dist, found)]
    place = dist.resolve().parent
    if not (place / "source" / "naskah.md").is_file():
        verdicts = judges.ask_all(dist, found) if strict else {}
        findings += judges.objections(dist, found, verdicts, lambda _: None)
        alone = "Naskah tidak ada di samping folder ini: hanya sidik jari yang diperiksa."
        return Report(ordered(findings), notes=(*judges.notes(verdicts), alone))
    styles = styles_of(place)
    try:
        manuscript = read_manuscript(place, styles.path("csl/terbit.csl"), found.profile or None)
        if record.inputs_of(manuscript, styles) != found.inputs:
            message = "Naskah atau gayanya berubah sesudah edisi dibuat."
            stale = record.STALE.at(Span(manuscript.path), message, "Jalankan “terbit build”.")
            if strict:  # nothing is proved or judged then, and what is not may not pass
                stale = msgspec.structs.replace(stale, severity=Severity.ERROR)
            return Report(ordered((*findings, stale)))
        book = enrich(manuscript, datetime.date.fromisoformat(found.date))
        manuscript.settle()  # pages are read by forked processes
    except BookFault as fault:
        return Report(ordered((*findings, *fault.findings)))
    promised = _promises(book)
    altered = {finding.span.path.name for finding in findings}
    for name, output in found.outputs.items():
        if name not in altered:
            edition = editions.load(output.edition)
            reading = edition.inspect(dist / name)
            findings += _compare(manuscript, promised(edition), edition, reading)
    verdicts = judges.ask_all(dist, found) if strict else {}
    traces = Traces(book.outline, manuscript.printed_places)
    findings += judges.objections(dist, found, verdicts, traces.span)
    if keep and verdicts and not _halts(findings, strict=True) and (proof := proving.load(dist)):
        reports = page.reports(proving.judged(proof, verdicts))
        with staging(dist) as stage:
            _write(stage, found, reports)
            stage.publish()
    waivers = (note for output in found.outputs.values() for note in record.waiver_notes(output))
    notes = (*waivers, *judges.notes(verdicts), f"{len(found.outputs)} berkas diperiksa.")
    return Report(ordered(findings), notes=notes)


def _tools(wanted: tuple[str, ...]) -> dict[str, str]:
    """The versions of all that makes these editions, and those whose pages show in them."""
    tools = {"terbit": terbit.__version__, "pandoc": pandoc.version()}
    for name in (*wanted, *editions.needed(wanted)):
        tools |= editions.load(name).tools()
    return tools


def _write(stage: Staging, manifest: record.Manifest, reports: Mapping[str, bytes]) -> None:
    """Write the reports, and the manifest that holds their hashes."""
    for name, data in reports.items():
        stage.write(name, data)
    stage.write(record.NAME, record.encode(record.with_reports(manifest, reports)))


def rules() -> tuple[Rule, ...]:
    """Every rule of every stage, by code."""
    from terbit.importing import RULES as IMPORT_RULES  # only to explain them

    of_editions = (rule for name in editions.names() for rule in editions.load(name).rules)
    every = {rule.code: rule for rule in (*_rules_of_check(), *of_editions, *verify.RULES, *IMPORT_RULES)}
    return tuple(rule for _, rule in sorted(every.items()))


def _rules_of_check() -> tuple[Rule, ...]:
    of_checks = (one.RULE for one in checks.load_all())
    return (*READ_RULES, *of_checks, PANDOC_MESSAGE, *_silence.RULES)


PANDOC_MESSAGE = Rule(
    "B009", "pandoc_message", Severity.WARNING, "Pesan pandoc",
    "Pandoc membaca naskah dengan keberatan; keberatan itu biasanya berarti sesuatu tidak akan tercetak.",
)  # fmt: skip


def styles_of(place: Path) -> Styles:
    """The looks of a book: its own `styles/`, then those shipped with Terbit."""
    package = Path(terbit.__file__).parent
    shipped = package / "styles"
    if not shipped.is_dir():  # an editable install runs from the repository
        shipped = package.parent.parent / "styles"
    own = place / "styles" if place.is_dir() else shipped
    return Styles((own, shipped) if own.is_dir() and own.resolve() != shipped.resolve() else (shipped,))


def dist_of(place: Path) -> Path:
    """Where a book's editions go: `dist/` in its folder, or beside a single Markdown file."""
    return (place if place.is_dir() else place.parent) / "dist"


def date_of(manuscript: Manuscript) -> datetime.date:
    """The one date: SOURCE_DATE_EPOCH, else `tanggal`, else that of HEAD, else that of the master's file."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        try:
            return datetime.datetime.fromtimestamp(int(epoch), tz=datetime.UTC).date()
        except (ValueError, OverflowError, OSError) as fault:
            raise UsageFault(
                f"SOURCE_DATE_EPOCH “{epoch}” bukan jumlah detik.", "Isi dengan bilangan bulat, atau hapus."
            ) from fault
    if manuscript.settings.date:
        return manuscript.settings.date
    written = datetime.datetime.fromtimestamp(manuscript.path.stat().st_mtime, tz=datetime.UTC).date()
    return git.head_date(manuscript.root) or written


def _halts(findings: list[Finding], *, strict: bool) -> bool:
    return any(finding.stops or (strict and finding.severity is Severity.ERROR) for finding in findings)


def _promises(book: Book) -> Callable[[Edition], Outline]:
    """What an edition must contain: all of the book but what the edition waives."""
    made: dict[frozenset[PartKind], Outline] = {}

    def promised(edition: Edition) -> Outline:
        waived = frozenset(edition.waives)
        if waived not in made:
            made[waived] = book.without(waived).outline
        return made[waived]

    return promised


def _waived(book: Book, edition: Edition) -> dict[str, str]:
    """The titles of the parts of this book that the edition does without, each with the reason."""
    return {part.title: edition.waives[part.kind] for part in book.parts if part.kind in edition.waives}


def _unproved(promised: Outline, edition: Edition) -> dict[str, str]:
    """What this edition cannot show of this book, each with the reason."""
    suffixes = {verify.picture(trait) for trait in promised.traits if trait.node}
    kinds = {trait.kind for trait in promised.traits} | suffixes
    return {kind: reason for kind, reason in edition.unproved.items() if kind in kinds}


def _compare(
    manuscript: Manuscript, promised: Outline, edition: Edition, reading: Reading
) -> Iterator[Finding]:
    def place(node: Block | None) -> Span:
        return manuscript.printed_places.span(*([node] if node else []))

    return verify.compare(edition.name, promised, reading, place, edition.unproved)


def _read_complaints(manuscript: Manuscript) -> Iterator[Finding]:
    for message in manuscript.complaints:
        yield PANDOC_MESSAGE.at(Span(manuscript.path), f"Pandoc: “{message}”.", "Periksa naskah.")


def _complaints(manuscript: Manuscript, known: tuple[Rule, ...], rendered: Rendered) -> Iterator[Finding]:
    by_code = {rule.code: rule for rule in known}
    mentions = Mentions(manuscript)
    for complaint in rendered.complaints:
        yield by_code[complaint.code].at(mentions.place(complaint), complaint.message, complaint.hint)


class _Clock:
    """Tells how long each stage took."""

    def __init__(self, say: Say | None) -> None:
        self._say, self._last = say, time.monotonic()

    def lap(self, stage: str) -> None:
        now = time.monotonic()
        if self._say:
            self._say(stage, now - self._last)
        self._last = now
        _bounds.begin_anew(stage)
