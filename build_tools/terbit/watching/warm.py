"""Loaded once by the process that each builder of a preview is forked from: no save waits for an import.

Imported there alone: from then on that process ends with whoever began it.
"""

from __future__ import annotations

import contextlib

from terbit._workers import end_with_parent

end_with_parent()  # loading takes longer than Ctrl-C may

from terbit import checks, editions, pipeline  # noqa: E402  # after the above
from terbit.enrich import enrich  # noqa: E402  # as above
from terbit.model.findings import MachineFault  # noqa: E402  # as above
from terbit.watching import jobs  # noqa: E402  # as above

LOADED = (pipeline, jobs, enrich, checks.load_all())
with contextlib.suppress(MachineFault):  # the build says what this machine lacks
    editions.load("layar").prepare()
