"""A command on a flight: an event in the flight's own topic, since the consumer is its one writer."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from services.api.commands import idempotency
from services.api.commands.said_before import SaidBefore
from services.api.ports import EventLog
from services.core.clock import Instant, format_instant
from services.core.contracts.envelope import SPEC_VERSION
from services.core.errors import Retryable
from services.core.flight.authority import Authority
from services.core.flight.event_types import facts_of
from services.core.flight.key import FlightKey

SOURCE: Final = "flightpulse.api"
SCHEMA_VERSION: Final = 1
WAIT_SECONDS: Final = 5.0
_MAX_PENDING: Final = 1000


class NotAcknowledged(Retryable):
    """Kafka has not confirmed in time; the record may still be delivered. Repeating is safe."""


class Overloaded(Retryable):
    """Too many records wait for Kafka; this one was not sent."""


@dataclass(frozen=True, slots=True)
class EventCommand:
    """What a caller says of a flight.

    `published_at` is when it was said; where the caller does not say, it is `occurred_at` and not
    the time of the request, so that a repeated request makes the same event.
    """

    flight_key: FlightKey
    event_type: str
    authority: Authority
    occurred_at: Instant
    published_at: Instant
    data: Mapping[str, Any]
    idempotency_key: str
    correlation_id: str
    causation_id: str | None = None
    traceparent: str | None = None


class AppendEvent:
    """Appends the event and waits for Kafka to confirm it, for a while."""

    def __init__(self, log: EventLog, said: SaidBefore, wait_seconds: float = WAIT_SECONDS) -> None:
        self._log = log
        self._said = said
        self._wait = wait_seconds
        self._pending: dict[str, asyncio.Task[None]] = {}

    async def __call__(self, command: EventCommand) -> str:
        """The event id, once every in-sync replica has the event.

        Raises InvalidEvent, KeyReused, NotAcknowledged, Overloaded, LogUnavailable or AwsError.
        """
        facts_of(command.event_type, command.data)
        event_id = idempotency.event_id(str(command.flight_key), command.idempotency_key)
        await self._said.same("events", event_id, _said(command))
        task = self._sending(event_id, command)
        # The record of a send that nobody waits for any more is still delivered. So the send is
        # never cancelled and never repeated: who comes again waits for the same one.
        done, _ = await asyncio.wait({task}, timeout=self._wait)
        if not done:
            raise NotAcknowledged("Kafka has not confirmed the event yet")
        task.result()
        return event_id

    async def drain(self, limit_seconds: float) -> int:
        """Wait for what is on its way; how many were still unconfirmed at the limit."""
        tasks = list(self._pending.values())
        if tasks:
            await asyncio.wait(tasks, timeout=limit_seconds)
        return sum(not task.done() for task in tasks)

    def _sending(self, event_id: str, command: EventCommand) -> asyncio.Task[None]:
        pending = self._pending.get(event_id)
        if pending is not None:
            return pending
        if len(self._pending) >= _MAX_PENDING:
            raise Overloaded("too many events wait for Kafka")
        key = str(command.flight_key).encode()
        task = asyncio.create_task(self._log.append(key, _value(event_id, command), _headers(command)))
        self._pending[event_id] = task
        task.add_done_callback(lambda done: self._finished(event_id, done))
        return task

    def _finished(self, event_id: str, task: asyncio.Task[None]) -> None:
        del self._pending[event_id]
        if not task.cancelled():
            task.exception()  # whoever waits has it; if nobody does, the caller was told to repeat


def _said(command: EventCommand) -> list[Any]:
    """All that makes one event another; not who asked, or under which trace."""
    times = (command.occurred_at, command.published_at)
    return [command.event_type, command.authority.name, *times, command.causation_id, dict(command.data)]


def _value(event_id: str, command: EventCommand) -> bytes:
    event = {
        "specVersion": SPEC_VERSION,
        "schemaVersion": SCHEMA_VERSION,
        "eventId": event_id,
        "eventType": command.event_type,
        "source": SOURCE,
        "sourceAuthority": command.authority.name,
        "flightKey": str(command.flight_key),
        "flightSeq": None,
        "occurredAt": format_instant(command.occurred_at),
        "publishedAt": format_instant(command.published_at),
        "correlationId": command.correlation_id,
        "causationId": command.causation_id,
        "provenance": {"default": "real"},
        "data": dict(command.data),
    }
    return json.dumps(event, separators=(",", ":"), ensure_ascii=False).encode()


def _headers(command: EventCommand) -> dict[str, str]:
    headers = {"content-type": "application/json", "correlation-id": command.correlation_id}
    if command.traceparent is not None:
        headers["traceparent"] = command.traceparent
    return headers
