"""One record of the dead-letter topic, read back into what it was and why it lies there."""

import json
from dataclasses import dataclass

from services.core.clock import Instant
from services.core.contracts.dead_letters import KEPT_PREFIX, NOTE_OF, NOTE_TO, PREFIX, REPLAY
from services.core.flight.key import FlightKey

Headers = tuple[tuple[str, bytes], ...]
Place = tuple[int, int]
"""Partition and offset in the dead-letter topic: what names a dead letter."""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """`when` is the broker's time of it, epoch milliseconds."""

    place: Place
    key: bytes | None
    value: bytes | None
    headers: Headers
    when: Instant

    def about(self, name: str) -> str:
        """What the consumer noted under `dlq.<name>`; empty when it did not. Its headers come last."""
        found = [value for header, value in self.headers if header == PREFIX + name]
        return found[-1].decode("utf-8", "replace") if found else ""

    @property
    def reason(self) -> str:
        """A name of services/core/contracts/dead_letters.py; empty for a record of somebody else."""
        return self.about("reason")

    @property
    def source(self) -> str:
        """`topic/partition/offset` where it came from."""
        return "/".join(self.about(f"source.{part}") for part in ("topic", "partition", "offset"))

    @property
    def replays_before(self) -> int:
        """How many replays led to this very record."""
        text = self.about(REPLAY.removeprefix(PREFIX))
        return int(text) if text.isdecimal() else 0

    @property
    def own_headers(self) -> Headers:
        """The headers that the record came with, in their order."""
        found = []
        for name, value in self.headers:
            if name.startswith(KEPT_PREFIX):
                found.append((PREFIX + name.removeprefix(KEPT_PREFIX), value))
            elif not name.startswith(PREFIX):
                found.append((name, value))
        return tuple(found)

    @property
    def flight(self) -> str:
        """The flight that it speaks of, empty when it names none that can be one."""
        for text in (_flight_in(self.value), _text(self.key)):
            try:
                return str(FlightKey.parse(text))
            except ValueError:
                continue
        return ""

    @property
    def note_of(self) -> Place | None:
        """The dead letter whose replay this record notes; None for a dead letter."""
        for name, value in self.headers:
            if name == NOTE_OF:
                return place_of(value.decode("utf-8", "replace"))
        return None

    @property
    def note_to(self) -> str:
        """Where the replay went that this record notes."""
        return next((_text(value) for name, value in self.headers if name == NOTE_TO), "")


def place_of(text: str) -> Place:
    """`partition/offset`. Raises ValueError that says what is right."""
    partition, separator, offset = text.partition("/")
    if not (separator and partition.isdecimal() and offset.isdecimal()):
        raise ValueError(f"{text!r} names no dead letter; right is partition/offset, for example 3/17")
    return int(partition), int(offset)


def _flight_in(value: bytes | None) -> str:
    try:
        body = json.loads(value or b"")
    except (ValueError, RecursionError):
        return ""
    found = body.get("flightKey") if isinstance(body, dict) else None
    return found if isinstance(found, str) else ""


def _text(raw: bytes | None) -> str:
    return (raw or b"").decode("utf-8", "replace")
