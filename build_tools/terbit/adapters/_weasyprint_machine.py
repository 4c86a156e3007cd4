"""What WeasyPrint finds on a machine: its native libraries, and the fonts we give it and no others."""

from __future__ import annotations

import contextlib
import ctypes
import ctypes.util
import functools
import hashlib
import importlib
import os
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

from terbit.model.findings import MachineFault

_SHARE = Path(sys.prefix) / "share" / "terbit"
_REMEDY = "Jalankan “make build” agar pustaka dan huruf dipasang ulang."
_LEAKS = ("FONTCONFIG_", "FC_", "PANGO_", "HB_", "FREETYPE_")
_LOADING = threading.Lock()


def fonts_folder() -> Path:
    """Where the set-up put the fonts; the environment variable TERBIT_FONTS names another folder."""
    return Path(os.environ.get("TERBIT_FONTS") or _SHARE / "fonts")


def load() -> Any:  # noqa: ANN401  # WeasyPrint has no types
    """The module `weasyprint`. Raises `MachineFault` when Pango is not there."""
    _preload()
    try:
        with _LOADING, _unsearched():
            import weasyprint
            from weasyprint.text import ffi

            _declare(ffi)
    except OSError as fault:  # a dlopen that failed
        raise MachineFault("WeasyPrint tidak dapat memuat pustaka Pango.", _REMEDY) from fault
    return weasyprint


def font_files(names: Sequence[str]) -> dict[bytes, bytes]:
    """The font files of these names, by the SHA-256 of each."""
    files = [(fonts_folder() / name).read_bytes() for name in names]
    return {hashlib.sha256(file).digest(): file for file in files}


@functools.cache
def _declare(bindings: Any) -> None:  # noqa: ANN401  # as above
    # To write a font that another process used, HarfBuzz must take it from its file.
    bindings.ffi.cdef(
        "hb_blob_t * hb_blob_create (const char *data, unsigned int length, int mode, void *, void *);"
        "hb_face_t * hb_face_create (hb_blob_t *blob, unsigned int index);"
    )


def part(name: str) -> Any:  # noqa: ANN401  # as load
    """The module `name` of WeasyPrint. No other module of ours imports any (import-linter): see `load`."""
    load()
    return importlib.import_module(name)


@contextlib.contextmanager
def _unsearched() -> Iterator[None]:
    # WeasyPrint asks for each library by its name on Windows first, and ctypes then runs gcc and ld to find
    # it: some twenty programs that a build has no business to start.
    original = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None  # noqa: ARG005  # ctypes' signature
    try:
        yield
    finally:
        ctypes.util.find_library = original


def native_versions() -> dict[str, str]:
    """The versions of Pango and HarfBuzz: what they shape goes into the bytes. Raises `MachineFault`."""
    _preload()
    versions = {}
    try:
        for name, library in (("pango", "libpango-1.0.so.0"), ("hb", "libharfbuzz.so.0")):
            function = getattr(ctypes.CDLL(library), f"{name}_version_string")
            function.restype = ctypes.c_char_p
            versions[name] = function().decode()
    except OSError as fault:
        raise MachineFault("Pustaka Pango tidak dapat dimuat.", _REMEDY) from fault
    return {"pango": versions["pango"], "harfbuzz": versions["hb"]}


@functools.cache
def _preload() -> None:
    # The set-up without root leaves the libraries in a folder: glibc matches later loads by SONAME.
    order = _SHARE / "native" / "order.txt"
    if order.is_file():
        try:
            for name in order.read_text("utf-8").split():
                ctypes.CDLL(str(order.parent / name), ctypes.RTLD_GLOBAL)
        except OSError as fault:
            raise MachineFault("Pustaka Pango tidak dapat dimuat.", _REMEDY) from fault


@contextlib.contextmanager
def only(fonts: Sequence[str]) -> Iterator[None]:
    """Within this context fontconfig sees the files named in `fonts` alone, under a configuration of ours.

    fontconfig falls back to any font it knows without a word. Raises `MachineFault` when a file is missing.
    """
    folder = fonts_folder()
    # A book's own fonts.yaml may name anything: a file of that folder is named without one.
    if missing := [name for name in fonts if Path(name).name != name or not (folder / name).is_file()]:
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
