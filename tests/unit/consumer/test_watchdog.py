"""A client that died without a word is given up, one that is well is not: in a time that the test moves."""

import asyncio
from collections.abc import Callable, Iterable, Mapping

import pytest
from aiokafka.errors import KafkaConnectionError

from services.consumer.epoch import Epoch
from services.consumer.errors import Unavailable
from services.consumer.gate import Gate
from services.consumer.health import Pulse
from services.consumer.lanes import Lanes
from services.consumer.probe import Probe
from services.consumer.records import Partition
from services.consumer.topic_watch import LOOKS, TopicWatch
from services.consumer.twins import Twins
from services.consumer.watchdog import CLIENT, SILENT_SECONDS, UNASSIGNED_SECONDS, Watchdog
from tests.unit.consumer.building import PARTITION, record

TOPICS = ("flight-operations",)


class Brokers:
    """What a fresh client sees."""

    def __init__(self) -> None:
        self.log = 0
        self.gone: list[str] = []
        self.down = False
        self.during: Callable[[], None] = lambda: None

    async def finds_any(self, positions: Mapping[Partition, int]) -> bool:
        if self.down:
            raise Unavailable("no broker")
        self.during()
        return any(self.log > at for at in positions.values())

    async def missing(self, topics: Iterable[str]) -> list[str]:
        if self.down:
            raise Unavailable("no broker")
        return [topic for topic in topics if topic in self.gone]


class Scene:
    """A watchdog with everything around it in the hands of the test."""

    def __init__(self) -> None:
        self.time = 0.0
        self.current: Lanes | None = None
        self.is_spare = False
        self.brokers = Brokers()
        self.recreated = 0
        self.blocked = False
        self.known = 24
        self.committed: int | None = 0
        self.pulse = Pulse(lambda: self.time)
        self.watchdog = Watchdog(
            self,  # type: ignore[arg-type] # an assignment
            self.brokers,
            self._recreate,
            lambda lanes: [] if self.blocked else list(lanes.epoch.partitions),
            TOPICS,
            lambda _: self.known,
            self.pulse,
            lambda: self.time,
        )

    async def _recreate(self) -> None:
        self.recreated += 1
        self.assign()

    def assign(self) -> None:
        number = self.current.epoch.number if self.current else 0
        self.current = Lanes(Epoch(number + 1, {PARTITION: self.committed}))

    def receive(self, offset: int) -> None:
        assert self.current is not None
        self.current.epoch.receive(record(offset))

    async def passes(self, seconds: float) -> None:
        for _ in range(int(seconds)):
            self.time += 1.0
            await self.watchdog.look()


@pytest.fixture
def scene() -> Scene:
    made = Scene()
    made.assign()
    return made


async def test_a_log_that_goes_on_while_nothing_is_received_is_a_silent_client(scene: Scene) -> None:
    scene.brokers.log = 5
    await scene.passes(SILENT_SECONDS - 1)
    assert scene.recreated == 0
    await scene.passes(3)
    assert scene.recreated == 1


async def test_nothing_to_read_is_no_silence(scene: Scene) -> None:
    await scene.passes(10 * SILENT_SECONDS)
    assert scene.recreated == 0


async def test_records_that_wait_for_room_or_for_the_table_are_no_silence(scene: Scene) -> None:
    scene.brokers.log, scene.blocked = 5, True
    await scene.passes(10 * SILENT_SECONDS)
    assert scene.recreated == 0


async def test_brokers_that_do_not_answer_are_no_silence(scene: Scene) -> None:
    scene.brokers.log, scene.brokers.down = 5, True
    await scene.passes(10 * SILENT_SECONDS)
    assert (scene.recreated, scene.pulse.stalled()) == (0, [])


async def test_a_partition_that_waits_for_its_first_offset_is_no_silence(scene: Scene) -> None:
    """In production nothing begins anywhere by chance: the client says so at each fetch, and is well."""
    scene.committed, scene.brokers.log = None, 5
    scene.assign()
    await scene.passes(10 * SILENT_SECONDS)
    assert scene.recreated == 0


async def test_a_client_that_comes_back_while_another_looks_is_kept(scene: Scene) -> None:
    scene.brokers.log = 5
    scene.brokers.during = lambda: scene.receive(0)
    await scene.passes(SILENT_SECONDS + 2)
    assert scene.recreated == 0


async def test_health_is_red_only_after_two_clients_in_a_row_and_green_with_a_record(scene: Scene) -> None:
    scene.brokers.log = 5
    await scene.passes(2 * SILENT_SECONDS + 10)
    assert (scene.recreated, scene.pulse.stalled()) == (2, [])
    await scene.passes(SILENT_SECONDS + 5)
    assert scene.pulse.stalled() == [CLIENT]
    scene.receive(0)
    await scene.passes(1)
    assert scene.pulse.stalled() == []


async def test_a_record_between_two_silences_begins_the_count_anew(scene: Scene) -> None:
    scene.brokers.log = 50
    for offset in range(4):
        await scene.passes(SILENT_SECONDS + 5)
        scene.receive(offset)
        await scene.passes(1)
    assert scene.recreated == 4
    assert scene.pulse.stalled() == []


async def test_a_member_that_is_never_assigned_anything_is_silent_too(scene: Scene) -> None:
    scene.current = None
    await scene.passes(UNASSIGNED_SECONDS - 1)
    assert scene.recreated == 0
    await scene.passes(2)
    assert scene.recreated == 1


async def test_a_spare_member_is_well(scene: Scene) -> None:
    scene.current, scene.is_spare = None, True
    await scene.passes(5 * UNASSIGNED_SECONDS)
    assert scene.recreated == 0


async def test_a_member_that_was_given_nothing_since_nobody_knew_the_topic_is_not(scene: Scene) -> None:
    scene.current, scene.is_spare, scene.known = None, True, 0
    await scene.passes(UNASSIGNED_SECONDS + 1)
    assert scene.recreated == 1


async def test_of_a_topic_that_is_gone_another_client_would_get_nothing_either(scene: Scene) -> None:
    scene.current, scene.is_spare, scene.known, scene.brokers.gone = None, True, 0, list(TOPICS)
    await scene.passes(5 * UNASSIGNED_SECONDS)
    assert scene.recreated == 0


@pytest.mark.parametrize("answers", [[True, True, False], [True, None, True, True]])
async def test_a_topic_is_deleted_only_when_it_is_missed_so_often_in_a_row(
    answers: list[bool | None],
) -> None:
    brokers, gate = Brokers(), Gate()
    watch = TopicWatch(TOPICS, lambda _: 0, brokers, gate)
    for answer in answers:
        brokers.down, brokers.gone = answer is None, list(TOPICS) if answer else []
        await watch.look()
    assert gate.lets_pass


async def test_a_deleted_topic_stops_the_intake_for_good_also_when_it_is_made_again() -> None:
    brokers, known, time = Brokers(), [0], [0.0]
    gate = Gate(lambda: time[0])
    watch = TopicWatch(TOPICS, lambda _: known[0], brokers, gate)
    brokers.gone = list(TOPICS)
    for _ in range(LOOKS):
        await watch.look()
    assert gate.reasons == {"topic": "flight-operations was deleted: begin with a topic of another name"}
    known[0], brokers.gone = 24, []
    for _ in range(20):
        time[0] += 5.0
        await watch.look()
        assert not gate.lets_pass


def test_twins_take_the_partitions_four_times_in_one_generation() -> None:
    time = [0.0]
    twins = Twins(lambda: time[0])
    for _ in range(3):
        twins.assigned(7)
        time[0] += 0.3
    assert not twins.found.is_set()
    twins.assigned(7)
    assert twins.found.is_set()


@pytest.mark.parametrize(("generations", "pause"), [((1, 2, 3, 4, 5, 6), 0.3), ((7,) * 9, 2.0)])
def test_rebalances_and_a_member_that_comes_back_are_no_twins(
    generations: tuple[int, ...], pause: float
) -> None:
    time = [0.0]
    twins = Twins(lambda: time[0])
    for generation in generations:
        twins.assigned(generation)
        time[0] += pause
    assert not twins.found.is_set()


class Unreachable:
    """A reader without a broker in reach: aiokafka's own stop raises a cancellation then."""

    def __init__(self) -> None:
        self._client = self

    async def start(self) -> None:
        raise KafkaConnectionError("gone")

    async def stop(self) -> None:
        raise asyncio.CancelledError

    async def close(self) -> None: ...


async def test_a_look_without_brokers_is_a_failure_and_ends_no_loop() -> None:
    with pytest.raises(Unavailable, match="do not answer"):
        await Probe(Unreachable).finds_any({PARTITION: 0})
    with pytest.raises(Unavailable, match="do not answer"):
        await Probe(Unreachable).missing(TOPICS)
