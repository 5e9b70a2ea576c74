"""The log line of an announcement: what left for the bus, under the correlation id of its event."""

import logging
from collections.abc import Iterable

from services.consumer.logs import fields
from services.core.contracts.detail_types import FLIGHT_STATUS_CHANGED
from services.core.contracts.envelope import Envelope
from services.core.observability import correlated

logger = logging.getLogger(__name__)


def log_announced(envelopes: Iterable[Envelope]) -> None:
    """One line for each that starts something; the status that starts nothing is too frequent."""
    for envelope in envelopes:
        if envelope.detail_type == FLIGHT_STATUS_CHANGED:
            continue
        what = fields(
            detail_type=envelope.detail_type, flight_key=envelope.detail["flightKey"], event_id=envelope.id
        )
        with correlated(envelope.detail["correlationId"]):
            logger.info("announced", extra=what)
