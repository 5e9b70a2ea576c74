"""How a member says that it is there: with its lag and its last minute, and never at the consumer's cost."""

import logging
from collections.abc import Mapping
from typing import Any

import pytest

from services.consumer.presence import Presence
from services.core.awsio.errors import AccessDenied
from services.core.awsio.marshal import from_item
from services.core.clock import Instant
from services.core.table.member_item import member_of
from tests.unit.consumer.test_observe import NOW, Watched, received


class Clock:
    def now(self) -> Instant:
        return int(NOW * 1000)


class Table:
    """Keeps the last item, or refuses."""

    def __init__(self) -> None:
        self.item: Mapping[str, Any] = {}
        self.refuses = False

    async def dynamodb(self, operation: str, payload: Mapping[str, Any], *, timeout: float) -> dict[str, Any]:
        if self.refuses:
            raise AccessDenied("AccessDeniedException")
        assert (operation, payload["TableName"]) == ("PutItem", "t")
        self.item = from_item(payload["Item"])
        return {}


def presence(watched: Watched, table: Table) -> Presence:
    return Presence(table, "t", "me", watched.observer, watched.around.metrics, Clock())


async def test_a_member_says_its_lag_and_how_long_records_took() -> None:
    watched, table = Watched(), Table()
    lanes = await watched.assigned()
    received(lanes.epoch, 10, seconds_ago=12)
    said = presence(watched, table)
    await said.say()
    for seconds in (0.004, 0.02, 0.02, 90.0):
        watched.around.metrics.visible.observe(seconds)
    watched.around.metrics.dead_letters.labels("malformed").inc(2)
    await said.say()
    found = member_of(table.item)
    assert (found.member_id, found.lag_records, found.lag_seconds, found.dead_letters) == ("me", 15, 12.0, 2)
    in_buckets = dict(zip(found.bounds, found.visible, strict=False))
    assert (in_buckets[0.005], in_buckets[0.025], found.visible[-1]) == (1, 2, 1)
    assert sum(found.visible) == 4
    assert table.item["expiresAt"] > NOW


async def test_what_is_older_than_a_minute_counts_no_more() -> None:
    watched, table = Watched(), Table()
    said = presence(watched, table)
    await said.say()
    watched.around.metrics.visible.observe(0.02)
    for _ in range(12):
        await said.say()
        assert sum(table.item["visible"]) == 1
    await said.say()
    assert sum(table.item["visible"]) == 0


async def test_a_table_that_refuses_stops_nothing_and_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    watched, table = Watched(), Table()
    table.refuses = True
    said = presence(watched, table)
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            await said.say()
    assert [record.message for record in caplog.records] == ["presence_not_written"]
    assert watched.gate.lets_pass
    table.refuses = False
    await said.say()
    assert table.item["lagRecords"] == 0
