"""JSON log lines that carry the correlation id, and never personal data.

Only the fields passed in `extra={"fields": {...}}` are written beside the message: a line says
which event, flight and notification, by id, and nothing of whom it is about.
"""

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, TextIO

# json.dumps with arguments of its own makes a new encoder for each call.
_ENCODER = json.JSONEncoder(ensure_ascii=False, default=str)
_CORRELATION: ContextVar[str | None] = ContextVar("correlation_id", default=None)


@contextmanager
def correlated(correlation_id: str | None) -> Iterator[None]:
    """Every line logged inside carries this correlation id."""
    token = _CORRELATION.set(correlation_id)
    try:
        yield
    finally:
        _CORRELATION.reset(token)


def correlation_id() -> str | None:
    """The correlation id of what is being done now."""
    return _CORRELATION.get()


class JsonLines(logging.Formatter):
    """One JSON object per line: time, level, service, logger, message, correlation_id, fields."""

    def __init__(self, service: str) -> None:
        super().__init__()
        self._service = service

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "service": self._service,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if (known := _CORRELATION.get()) is not None:
            line["correlation_id"] = known
        line.update(getattr(record, "fields", None) or {})
        if record.exc_info and record.exc_info[0] is not None:
            # The text of an exception may quote input; its type and place are enough to find it.
            line["error"] = record.exc_info[0].__name__
            line["where"] = self._where(record)
        return _ENCODER.encode(line)

    @staticmethod
    def _where(record: logging.LogRecord) -> list[str]:
        places: list[str] = []
        step = record.exc_info[2] if record.exc_info else None
        while step is not None:
            code = step.tb_frame.f_code
            places.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{step.tb_lineno} {code.co_name}")
            step = step.tb_next
        return places[-8:]


def log_json(service: str, level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send every log line of this process to one stream as JSON."""
    handler = logging.StreamHandler(stream or sys.stdout)
    handler.setFormatter(JsonLines(service))
    # A line says nothing of these, and each costs a call for every record.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
