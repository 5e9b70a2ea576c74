"""Ids that the same request gets again, whoever computes them and however often."""

import uuid
from typing import Final

from services.core.contracts.envelope import NAMESPACE
from services.core.errors import Permanent

KEY_PATTERN: Final = r"^[A-Za-z0-9._:~-]{1,128}$"
"""What an Idempotency-Key may be; a UUID is best."""


class KeyReused(Permanent):
    """The Idempotency-Key stands for another request."""


def event_id(flight_key: str, idempotency_key: str) -> str:
    """The id of a flight event sent by REST."""
    return str(uuid.uuid5(NAMESPACE, f"{flight_key}|{idempotency_key}"))


def request_id(notification_id: str, idempotency_key: str) -> str:
    """The id of a request to send a notification again."""
    return str(uuid.uuid5(NAMESPACE, f"resend|{notification_id}|{idempotency_key}"))
