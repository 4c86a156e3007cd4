"""What WeasyPrint finds on a machine: its native libraries, and the fonts we give it and no others."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from terbit.model.findings import MachineFault

_SHARE = Path(sys.prefix) / "share" / "terbit"
_REMEDY = "Jalankan “make build” agar pustaka dan huruf dipasang ulang."
_LEAKS = ("FONTCONFIG_", "FC_", "PANGO_", "HB_", "FREETYPE_")


def fonts_folder() -> Path:
    """Where the set-up put the fonts; the environment variable TERBIT_FONTS names another folder."""
    return Path(os.environ.get("TERBIT_FONTS") or _SHARE / "fonts")


@functools.cache
def load() -> Any:  # noqa: ANN401  # WeasyPrint has no types
    """The module `weasyprint`. Raises `MachineFault` when Pango is not there."""
    order = _SHARE / "native" / "order.txt"
    try:
        if order.is_file():  # the set-up without root: glibc matches later loads by SONAME
            for name in order.read_text("utf-8").split():
                ctypes.CDLL(str(order.parent / name), ctypes.RTLD_GLOBAL)
        import weasyprint
    except OSError as fault:  # a dlopen that failed
        raise MachineFault("WeasyPrint tidak dapat memuat pustaka Pango.", _REMEDY) from fault
    return weasyprint


@contextlib.contextmanager
def only(fonts: Sequence[str]) -> Iterator[None]:
    """Within this context fontconfig sees the files named in `fonts` alone, under a configuration of ours.

    fontconfig falls back to any font it knows without a word. Raises `MachineFault` when a file is missing.
    """
    folder = fonts_folder()
    if missing := [name for name in fonts if not (folder / name).is_file()]:
        raise MachineFault(f"Berkas huruf “{missing[0]}” tidak ditemukan.", _REMEDY)
    kept = dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="terbit-") as place:
        (Path(place) / "fonts").mkdir()
        for name in fonts:
            (Path(place) / "fonts" / name).symlink_to((folder / name).resolve())
        (Path(place) / "fonts.conf").write_text(
            f"<fontconfig><dir>{escape(place)}/fonts</dir><cachedir>{escape(place)}/cache</cachedir></fontconfig>",
            encoding="utf-8",
        )
        for name in [name for name in kept if name.startswith(_LEAKS)]:
            del os.environ[name]
        os.environ["FONTCONFIG_FILE"] = f"{place}/fonts.conf"
        try:
            yield
        finally:
            del os.environ["FONTCONFIG_FILE"]
            os.environ.update(kept)
