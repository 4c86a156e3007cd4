"""What WeasyPrint and fontTools say while they work: their logs and Python's warnings, in order."""

from __future__ import annotations

import contextlib
import logging
import warnings
from collections.abc import Iterator

import msgspec


class Message(msgspec.Struct, frozen=True):
    """What WeasyPrint said: the sentence, the template it logs, and what stands in the template's places."""

    text: str
    template: str = ""
    arguments: tuple[str, ...] = ()


class _Ear(logging.Handler):
    def __init__(self, messages: list[Message]) -> None:
        super().__init__(logging.WARNING)
        self.messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        arguments = record.args if isinstance(record.args, tuple) else (record.args,) if record.args else ()
        self.messages.append(Message(record.getMessage(), str(record.msg), tuple(map(str, arguments))))


@contextlib.contextmanager
def listening() -> Iterator[list[Message]]:
    """Within this context all that is said is heard, and by nobody else; the list is whole at its end."""
    messages: list[Message] = []
    loggers = [logging.getLogger("weasyprint"), logging.getLogger("fontTools")]
    ear = _Ear(messages)
    kept = [(logger, logger.handlers, logger.propagate, logger.level) for logger in loggers]
    for logger in loggers:
        logger.handlers, logger.propagate = [ear], False
        logger.setLevel(logging.WARNING)
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            yield messages
    finally:
        for logger, handlers, propagate, level in kept:
            logger.handlers, logger.propagate = handlers, propagate
            logger.setLevel(level)
        messages.extend(
            Message(str(warning.message))
            for warning in caught
            # A library that uses an old name of another's is nothing an author can act on.
            if "weasyprint" in warning.filename or not issubclass(warning.category, DeprecationWarning)
        )
