"""Dates in running text, and the calendar's word on them."""

from __future__ import annotations

import datetime
import re

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
DATE = re.compile(
    rf"(?<![\w.–-])(?:({'|'.join(DAYS)}),? (?:tanggal )?)?(\d{{1,2}}) ({'|'.join(MONTHS)})(?: (\d{{4}}))?\b"
)
"""Groups: weekday or None, day, month, year or None."""
_LEAP = 2000


def day_of(match: re.Match[str]) -> datetime.date | None:
    """The day a match of DATE names, in a leap year when it names none; None where there is no such day."""
    try:
        return datetime.date(int(match[4] or _LEAP), MONTHS.index(match[3]) + 1, int(match[2]))
    except ValueError:
        return None
