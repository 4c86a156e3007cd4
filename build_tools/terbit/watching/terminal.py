"""What the author reads on the terminal while a preview runs: one line for each thing that happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from terbit.watching.messages import Building, Built, Failed, Galley, Message, Saved, Stage

_NAMES = {"error": "galat", "warning": "peringatan", "advice": "saran"}


def teller(
    line: Callable[[str], None], stage: Callable[[str, float], None] | None
) -> Callable[[Message], None]:
    """Hear what builders say; `line` prints a sentence, `stage` (if any) a stage with its seconds."""

    def hear(message: Message) -> None:
        match message:
            case Stage():
                if stage:
                    stage(message.name, message.seconds)
            case Built():
                line(_built(message))
            case Failed():
                line(f"Galat: {message.message} {message.hint}".rstrip())
            case Saved() | Building():
                pass
            case Galley():
                line(f"Pratinjau cepat: “{message.title}”.")

    return hear


def _built(done: Built) -> str:
    counts = Counter(finding.severity for finding in done.findings)
    found = ", ".join(f"{counts[kind]} {name}" for kind, name in _NAMES.items() if counts[kind])
    if done.stopped:
        return f"Tidak ada edisi yang ditulis: {found}."
    return f"Edisi di dist/ mutakhir; {found or 'tidak ada temuan'}."
