"""Bytes of unknown encoding become text: UTF-8, UTF-16, else Windows-1252; mojibake is mended."""

from __future__ import annotations

import codecs
import re

from terbit.importing._account import Account, without_marks

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
"""What no edition can hold (XML 1.0, 2.2); a form feed ends a paragraph, and C1 controls are mended."""
_SUSPECT = re.compile("[\x80-\xff\u0152-\u0178\u2013-\u203a\u20ac\u2122]")


def decode(data: bytes, account: Account) -> str:
    """The text of a file, and in the account how it was read where that was not plain UTF-8."""
    text = _decode(data, account)
    cleaned = _CONTROL.sub("", without_marks(text)).replace("\x0c", "\n\n")
    if len(gone := _CONTROL.findall(text)):
        account.change(f"{len(gone)} aksara kendali, yang tidak tampak dan tidak dapat dicetak, dihapus.")
    return mend(cleaned.replace("\r\n", "\n").replace("\r", "\n"), account)


def mend(text: str, account: Account) -> str:
    """Text that was once read in the wrong encoding, as it was meant; other text as it is.

    Line by line: what mends one line may spoil another.
    """
    if not _SUSPECT.search(text):
        return text
    import ftfy

    mended = [
        ftfy.fix_encoding(line) if _SUSPECT.search(line) else line for line in text.splitlines(keepends=True)
    ]
    for before, after in zip(text.splitlines(keepends=True), mended, strict=True):
        if before != after:
            account.mended += 1
    return "".join(mended)


def _decode(data: bytes, account: Account) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            if name != "utf-8-sig":
                account.change(f"Teks dibaca sebagai {name.upper()}.")
            return data.decode(name, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    wide = _wide(data)
    account.change(f"Teks bukan UTF-8; dibaca sebagai {wide or 'Windows-1252'}.")
    if wide:
        return data.decode(wide, "replace")
    # Five bytes have no meaning in Windows-1252; browsers read them as the controls of Latin-1.
    return "".join(_letter(byte) for byte in data)


def _wide(data: bytes) -> str:
    """The UTF-16 that text without a mark is in: half the bytes of Latin letters are then zero."""
    sample = data[:4_000]
    most = len(sample) // 4
    if sample[1::2].count(0) > most:
        return "utf-16-le"
    return "utf-16-be" if sample[0::2].count(0) > most else ""


def _letter(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)
