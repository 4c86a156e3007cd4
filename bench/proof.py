"""What the proof costs: reading the files back and comparing them, beside the whole build, in one run.

Books are the article, the torture book of the tests and a textbook of about 88,000 words made of the article
(`tests/large.py`). `proof` is the CPU time of reading back and comparing all editions, `build` that of the
whole build with its workers; what counts is their ratio, because seconds depend on the machine. `findings`
are those of the proof.
"""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.large import write_large  # noqa: E402  # the tests' own book

from terbit import editions, pipeline  # noqa: E402  # after the path
from terbit.enrich import enrich  # noqa: E402  # as above
from terbit.model.findings import Span  # noqa: E402  # as above
from terbit.read import read_manuscript  # noqa: E402  # as above
from terbit.verify import compare  # noqa: E402  # as above
from terbit.verify import manifest as record  # noqa: E402  # as above

CHAPTERS = 65


def main() -> None:
    """Measure each book and print the table."""
    print(f"{'':12}{'words':>8}{'build CPU s':>13}{'proof CPU s':>13}{'ratio':>8}{'findings':>10}")
    with tempfile.TemporaryDirectory() as place:
        for name in sys.argv[1:] or ("artikel", "siksa", "besar"):
            folder = Path(place) / name
            if name == "besar":
                write_large(folder, CHAPTERS)
            else:
                source = ROOT if name == "artikel" else ROOT / "tests" / "books" / name
                shutil.copytree(source / "source", folder / "source")
            words = len((folder / "source" / "naskah.md").read_text("utf-8").split())
            built = _build(folder)
            proved, findings = _prove(folder)
            print(
                f"{name:12}{words:8}{built:13.2f}{proved:13.2f}{proved / built:8.1%}{findings:10}", flush=True
            )


def _build(folder: Path) -> float:
    before = os.times()
    command = [sys.executable, "-m", "terbit", "build", folder]
    fresh = os.environ | {"TERBIT_CACHE": "off"}  # all of the build, not what an earlier one has left
    done = subprocess.run(command, capture_output=True, check=False, env=fresh)
    after = os.times()
    if not (folder / "dist").is_dir():
        sys.exit(done.stdout.decode() + done.stderr.decode())
    return (after.children_user + after.children_system) - (before.children_user + before.children_system)


def _prove(folder: Path) -> tuple[float, int]:
    dist = folder / "dist"
    manifest = record.load(dist)
    if manifest is None:
        sys.exit("no manifest")
    manuscript = read_manuscript(folder, pipeline.styles_of(folder).path("csl/terbit.csl"))
    book = enrich(manuscript, datetime.date.fromisoformat(manifest.date))
    start, findings = time.process_time(), 0
    promises = {}
    for name, output in manifest.outputs.items():
        edition = editions.load(output.edition)
        kinds = frozenset(edition.waives)
        if kinds not in promises:
            promises[kinds] = book.without(kinds).outline
        said = compare(
            edition.name,
            promises[kinds],
            edition.inspect(dist / name),
            lambda _: Span(folder),
            edition.unproved,
        )
        findings += len(list(said))
    return time.process_time() - start, findings


if __name__ == "__main__":
    main()
