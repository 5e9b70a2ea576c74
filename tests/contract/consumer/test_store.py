"""The Store port: the table and its fake behave alike, as far as the protocol leans on them."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from datetime import date

import pytest

from local.emulator.emulator import Emulator
from services.consumer.fold import Arrival, fold
from services.consumer.gate import Gate
from services.consumer.ports import Store, Write, no_checkpoint
from services.consumer.store import DynamoStore
from services.core.awsio.client import AwsClient
from services.core.awsio.errors import ConditionFailed
from services.core.flight.event import FlightEvent
from services.core.flight.key import FlightKey
from services.core.flight.state import FlightState
from services.core.table.flight_item import StoredFlight
from tests.fakes.consumer_store import InMemoryStore
from tests.unit.consumer.building import KEY, arrival, delayed, event, scheduled

pytestmark = pytest.mark.emulator


@pytest.fixture(params=["table", "fake"])
async def store(request: pytest.FixtureRequest) -> AsyncIterator[Store]:
    """A Store with nothing in it."""
    if request.param == "fake":
        yield InMemoryStore()
        return
    emulator: Emulator = request.getfixturevalue("emulator")
    name = f"store-{uuid.uuid4().hex[:10]}"
    await asyncio.to_thread(_create, emulator, name)
    patch = pytest.MonkeyPatch()
    for variable, value in emulator.environment.items():
        patch.setenv(variable, value)
    async with AwsClient("us-east-1") as aws:
        yield DynamoStore(aws, name, 1, Gate(), no_checkpoint)
    patch.undo()


def _create(emulator: Emulator, name: str) -> None:
    emulator.client("dynamodb").create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in ("PK", "SK")],
        KeySchema=[{"AttributeName": "PK", "KeyType": "HASH"}, {"AttributeName": "SK", "KeyType": "RANGE"}],
    )


def write_of(stored: StoredFlight | None, *arrivals: Arrival) -> Write:
    start = stored.state if stored else FlightState(KEY)
    _, write = fold(stored, start, arrivals, 0)
    assert write is not None
    return write


async def test_a_flight_that_was_never_written_is_not_there(store: Store) -> None:
    assert await store.read(KEY) is None


async def test_what_is_written_is_read_back_whole(store: Store) -> None:
    write = write_of(None, arrival(7, scheduled(1)), arrival(9, delayed(2, 45)))
    await store.write(write)
    assert await store.read(KEY) == StoredFlight(write.state, write.outbox)


async def test_the_first_write_meets_a_flight_that_is_there(store: Store) -> None:
    write = write_of(None, arrival(0, scheduled(1)))
    await store.write(write)
    with pytest.raises(ConditionFailed):
        await store.write(write)


async def test_a_write_meets_another_version(store: Store) -> None:
    await store.write(write_of(None, arrival(0, scheduled(1))))
    stored = await store.read(KEY)
    await store.write(write_of(stored, arrival(1, delayed(2, 45))))
    with pytest.raises(ConditionFailed):
        await store.write(write_of(stored, arrival(1, delayed(3, 90))))
    now = await store.read(KEY)
    assert now is not None
    assert now.state.ver == 2


async def test_a_write_of_a_later_version_meets_an_absent_flight(store: Store) -> None:
    write = write_of(None, arrival(0, scheduled(1)))
    later = write_of(StoredFlight(write.state, write.outbox), arrival(1, delayed(2, 45)))
    with pytest.raises(ConditionFailed):
        await store.write(later)


async def test_history_can_be_written_again_and_in_any_number(store: Store) -> None:
    events: list[FlightEvent] = [delayed(number, number) for number in range(1, 41)]
    await store.write_history([*events, events[0], scheduled(50)])
    await store.write_history(events[:3])
    assert await store.read(KEY) is None


async def test_a_schedule_is_found_by_its_designator_and_by_those_of_others_who_sell_it(
    emulator: Emulator,
) -> None:
    name = f"store-{uuid.uuid4().hex[:10]}"
    await asyncio.to_thread(_create, emulator, name)
    with pytest.MonkeyPatch.context() as patch:
        for variable, value in emulator.environment.items():
            patch.setenv(variable, value)
        async with AwsClient("us-east-1") as aws:
            store = DynamoStore(aws, name, 1, Gate(), no_checkpoint)
            other = FlightKey.parse("UA-0207-2013-03-08-LGA-1")
            facts = {**scheduled(1).facts, "marketing": ("LH7655", "no designator")}
            await store.write_history([scheduled(1), event(2, "flight.scheduled", facts, other)])
            found = await store.flights_called("UA207", [date(2013, 3, 7), date(2013, 3, 8)])
            sold = await store.flights_called("LH7655", [date(2013, 3, 8)])
            suffixed = await store.flights_called("UA207B", [date(2013, 3, 8)])
    assert sorted(one.flight_key for one in found) == [KEY, other]
    assert {one.scheduled_out for one in found} == {facts["scheduledOut"]}
    assert [one.flight_key for one in sold] == [other]
    assert suffixed == []
