"""click's own words in Indonesian.

click asks `gettext.gettext` and `gettext.ngettext`, bound when it is imported, and ships no translations.
A compiled catalogue would be a binary in the repository and would need LANGUAGE to be set for the user; so
the two functions are replaced, before click is imported, by ones that look here first.
"""

from __future__ import annotations

import gettext

_WORDS = {
    "Usage:": "Pemakaian:",
    "Options": "Pilihan",
    "Commands": "Perintah",
    "Positional arguments": "Argumen",
    "Show this message and exit.": "Tampilkan bantuan ini.",
    "Show the version and exit.": "Tampilkan versi.",
    "%(prog)s, version %(version)s": "%(prog)s %(version)s",
    "Error: {message}": "terbit: {message}",
    "Aborted!": "Dihentikan.",
    "Try '{command} {option}' for help.": "Bantuan: {command} {option}",
    "No such command {name!r}.": "Perintah “{name}” tidak ada.",
    "No such option {name!r}.": "Pilihan “{name}” tidak ada.",
    "Did you mean {possibility}?": "Mungkin maksudnya {possibility}.",
    "(Did you mean one of: {possibilities}?)": "(Mungkin maksudnya: {possibilities}.)",
    "Missing command.": "Perintahnya belum disebut.",
    "Missing argument": "Kurang argumen",
    "Missing option": "Kurang pilihan",
    "Missing parameter": "Kurang parameter",
    "Missing {param_type}": "Kurang {param_type}",
    "Choose from:\n\t{choices}": "Pilih di antara:\n\t{choices}",
    "Invalid value for {param_hint}: {message}": "Nilai {param_hint} tidak sesuai: {message}",
    "Invalid value: {message}": "Nilai tidak sesuai: {message}",
    "{value!r} is not {choice}.": "“{value}” bukan {choice}.",
    "{value!r} is not one of {choices}.": "“{value}” tidak termasuk {choices}.",
    "Got unexpected extra argument ({args})": "Argumen berlebih ({args})",
    "Got unexpected extra arguments ({args})": "Argumen berlebih ({args})",
    "Option {name!r} requires an argument.": "Pilihan “{name}” memerlukan nilai.",
    "Option {name!r} does not take a value.": "Pilihan “{name}” tidak memakai nilai.",
    "{name} {filename!r} does not exist.": "{name} “{filename}” tidak ada.",
    "File": "Berkas",
    "Directory": "Folder",
    "Path": "Tempat",
    "default: {default}": "bawaan: {default}",
    "required": "wajib",
}

_gettext, _ngettext = gettext.gettext, gettext.ngettext


def install() -> None:
    """Replace the two functions; call it before click is imported."""

    def one_form(message: str) -> str:
        return _WORDS.get(message) or _gettext(message)

    def two_forms(msgid1: str, msgid2: str, n: int) -> str:
        return _WORDS.get(msgid1 if n == 1 else msgid2) or _ngettext(msgid1, msgid2, n)

    gettext.gettext, gettext.ngettext = one_form, two_forms
