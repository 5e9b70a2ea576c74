"""How this member stands, for the live board: one item in the table, written again every few seconds."""

import logging
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol

from prometheus_client import Counter, Histogram

from services.consumer.logs import fields
from services.consumer.metrics import Metrics
from services.consumer.observe import Observer
from services.core.awsio.marshal import to_item
from services.core.clock import Clock
from services.core.errors import FlightPulseError
from services.core.table.member_item import EVERY_SECONDS, Member

logger = logging.getLogger(__name__)

_TIMEOUT_SECONDS: Final = 2.0
_MINUTE: Final = round(60 / EVERY_SECONDS)


class DynamoDb(Protocol):
    """The part of the AWS client that is used here."""

    async def dynamodb(
        self, operation: str, payload: Mapping[str, Any], *, timeout: float
    ) -> dict[str, Any]: ...


class Presence:
    """Whatever the table answers, the consumer goes on: a board without figures says so.

    Not through the consumer's own calls of the table, whose refusals stop the intake.
    """

    def __init__(
        self, aws: DynamoDb, table: str, member_id: str, observer: Observer, metrics: Metrics, wall: Clock
    ) -> None:
        self._aws = aws
        self._table = table
        self._member_id = member_id
        self._observer = observer
        self._metrics = metrics
        self._wall = wall
        self._counted: deque[Sequence[int]] = deque(maxlen=_MINUTE + 1)
        self._failing = False

    async def say(self) -> None:
        """Write the item. A failure is logged once, until it goes well again."""
        item = to_item(self._member().item())
        try:
            await self._aws.dynamodb(
                "PutItem", {"TableName": self._table, "Item": item}, timeout=_TIMEOUT_SECONDS
            )
            self._failing = False
        except FlightPulseError as error:
            if not self._failing:
                logger.warning("presence_not_written", extra=fields(error=repr(error)))
            self._failing = True

    def _member(self) -> Member:
        partitions = self._observer.state().partitions
        bounds, counts = _buckets(self._metrics.visible)
        self._counted.append(counts)
        return Member(
            self._member_id,
            self._wall.now(),
            sum(one.lag for one in partitions),
            max((one.lag_seconds for one in partitions), default=0.0),
            _total(self._metrics.dead_letters),
            bounds,
            [now - before for now, before in zip(counts, self._counted[0], strict=True)],
        )


def _buckets(histogram: Histogram) -> tuple[list[float], list[int]]:
    """Upper bounds but the infinite one, and how many values lie in each bucket, the last one included."""
    [family] = histogram.collect()
    upto = [(float(one.labels["le"]), int(one.value)) for one in family.samples if "le" in one.labels]
    counts = [count for _, count in upto]
    between = [count - below for count, below in zip(counts, [0, *counts], strict=False)]
    return [bound for bound, _ in upto[:-1]], between


def _total(counter: Counter) -> int:
    [family] = counter.collect()
    return int(sum(one.value for one in family.samples if one.name.endswith("_total")))
