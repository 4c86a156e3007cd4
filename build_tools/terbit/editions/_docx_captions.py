"""Labels of captions become SEQ fields, so that Word counts on when a teacher adds a figure or a table."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterator

from terbit.editions._docx_xml import NAMESPACES, Element, W, text_run, w

_LABEL = "LabelKeterangan"
_NUMBER = re.compile(r"((Gambar|Tabel)\u00a0(?:\d+\.)?)(\d+)$")


def number_captions(body: Element) -> None:
    r"""Put a field in each label. Its result is the number printed: no program need update it.

    The first of a chapter begins anew with `\r 1`: LibreOffice 7.4 counts on its own when it opens the file,
    and does not know `\s 1`, Word's “anew after a heading 1”.
    """
    last: Counter[str] = Counter()
    for paragraph in body.iter(W + "p"):
        for run in list(paragraph.iterfind("w:r", NAMESPACES)):
            if label := _label(run):
                before, kind, number = label[1], label[2], int(label[3])
                switch = "" if number == last[kind] + 1 else f"\\r {number} "
                last[kind] = number
                for new in _field(run, before, f" SEQ {kind} \\* ARABIC {switch}", label[3]):
                    run.addprevious(new)
                paragraph.remove(run)


def _label(run: Element) -> re.Match[str] | None:
    style = run.find("w:rPr/w:rStyle", NAMESPACES)
    if style is None or style.get(W + "val") != _LABEL:
        return None
    return _NUMBER.match("".join(str(text.text or "") for text in run.iterfind("w:t", NAMESPACES)))


def _field(run: Element, before: str, instruction: str, number: str) -> Iterator[Element]:
    """The runs of a label, all with the looks of `run`: its words, and the field with its result."""
    looks = run.find("w:rPr", NAMESPACES)

    def of(part: Element) -> Element:
        return w("r", copy.deepcopy(looks) if looks is not None else None, part)

    def words(text: str) -> Element:
        return of(next(text_run(text).iter(W + "t")))

    asked = w("instrText")
    asked.text = instruction
    yield words(before)
    yield of(w("fldChar", fldCharType="begin"))
    yield of(asked)
    yield of(w("fldChar", fldCharType="separate"))
    yield words(number)
    yield of(w("fldChar", fldCharType="end"))
