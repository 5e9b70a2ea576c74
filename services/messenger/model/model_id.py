"""Which model is in use: an SSM parameter, so that a model's end of life needs no deployment."""

import logging
from collections.abc import Callable
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

_log = logging.getLogger(__name__)

FRESH_SECONDS: Final = 300.0
OFF: Final = "off"
"""The value that switches the model off: every text is a template from the next reading on."""


class ParameterModelId:
    """The model or inference profile id, read every five minutes; the last one known while SSM is away."""

    def __init__(self, client: Any, name: str, monotonic: Callable[[], float]) -> None:
        self._client = client
        self._name = name
        self._monotonic = monotonic
        self._value: str | None = None
        self._read_at: float | None = None

    def __call__(self) -> str | None:
        """The id, or None when the model is off or was never known."""
        now = self._monotonic()
        if self._read_at is None or now - self._read_at >= FRESH_SECONDS:
            self._read_at = now
            self._refresh()
        return self._value

    def _refresh(self) -> None:
        try:
            reply = self._client.get_parameter(Name=self._name, WithDecryption=True)
        except (BotoCoreError, ClientError) as error:
            _log.warning("model_parameter_unreadable", extra={"fields": {"error": type(error).__name__}})
            return
        value = str(reply["Parameter"]["Value"]).strip()
        self._value = None if value.lower() in ("", OFF) else value
