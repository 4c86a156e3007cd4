"""The hostile books, each with what it must end in.

A code is that of an error that refuses it; `harmless` means that the editions are made and hold nothing that
runs or fetches; `machine` and `command` are a sentence with exit code 3 or 2. `|` parts what may differ with
the rights of the user or the speed of the machine.
"""

from __future__ import annotations

from tests.hostile.data import DATA
from tests.hostile.markup import MARKUP
from tests.hostile.paths import PATHS
from tests.hostile.pictures import PICTURES
from tests.hostile.texts import TEXTS

BOOKS = PATHS | PICTURES | MARKUP | DATA | TEXTS
