"""Spans to a collector over OTLP/HTTP, within a time limit. Whatever goes wrong costs spans and no work."""

import logging
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from http.client import HTTPException
from typing import Final

from services.core.tracing.otlp import export_request
from services.core.tracing.recorder import Recorded
from services.core.tracing.settings import TracingSettings

_LOG = logging.getLogger(__name__)

PAUSE_SECONDS: Final = 30.0
"""After a failure nothing is tried for so long: a collector that is away must not slow every invocation."""


class OtlpSender:
    """One POST per flush. Redirects of the settings of a proxy are left to the standard library."""

    def __init__(self, settings: TracingSettings, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._url = settings.url
        self._headers = {**settings.headers, "Content-Type": "application/x-protobuf"}
        self._resource = {**settings.resource, "service.name": settings.service}
        self._timeout = settings.timeout_seconds
        self._monotonic = monotonic
        self._silent_until = float("-inf")

    def send(self, spans: Sequence[Recorded], seconds: float) -> None:
        """Spans that are not taken are dropped, with a line that says how many."""
        if self._monotonic() < self._silent_until:
            return
        body = export_request(spans, self._resource)
        # The scheme is checked by the settings, so no file can be read by this.
        request = urllib.request.Request(self._url, body, self._headers)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=min(seconds, self._timeout)):  # noqa: S310
                return
        except (OSError, HTTPException) as error:
            self._silent_until = self._monotonic() + PAUSE_SECONDS
            code = error.code if isinstance(error, urllib.error.HTTPError) else None
            fields = {"spans": len(spans), "error": type(error).__name__, "status": code}
            _LOG.warning("spans_not_sent", extra={"fields": fields})
