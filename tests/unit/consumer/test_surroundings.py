"""Settings, gate, back-off, lanes, health, clients: the small parts around the protocol."""

import asyncio
import logging
from collections.abc import Callable

import aiohttp
import pytest
from aiokafka import TopicPartition
from aiokafka.errors import MessageSizeTooLargeError

from services.consumer.assignment import Assignment
from services.consumer.checkpoints import EXIT_CODE, CrashPoint, crash_at
from services.consumer.commits import Committer
from services.consumer.epoch import Epoch
from services.consumer.errors import Unavailable
from services.consumer.gate import PROBE_SECONDS, Gate
from services.consumer.health import STALLED_SECONDS, HealthServer, Pulse
from services.consumer.kafka_in import KafkaIn
from services.consumer.kafka_out import KafkaOut, partition_of
from services.consumer.lanes import Lanes
from services.consumer.logs import RateLimit, RepeatLimit
from services.consumer.metrics import Metrics
from services.consumer.retry import Backoff
from services.consumer.settings import BadSetting, Settings
from tests.fakes.consumer_kafka import InMemoryGroup
from tests.unit.consumer.building import PARTITION, rounds

ENVIRONMENT = {
    "FLIGHTPULSE_TABLE": "table",
    "FLIGHTPULSE_BUS": "bus",
    "FLIGHTPULSE_KAFKA_BOOTSTRAP": "localhost:9092",
    "AWS_REGION": "eu-central-1",
}


def test_production_starts_nowhere_by_chance_and_local_at_the_beginning() -> None:
    assert Settings.from_environment(ENVIRONMENT).offset_reset == "none"
    assert Settings.from_environment({**ENVIRONMENT, "FLIGHTPULSE_LOCAL": "1"}).offset_reset == "earliest"


@pytest.mark.parametrize("name", ENVIRONMENT)
def test_a_missing_setting_is_named(name: str) -> None:
    with pytest.raises(BadSetting, match=f"{name} is missing: set it to"):
        Settings.from_environment({**ENVIRONMENT, name: ""})


@pytest.mark.parametrize(
    ("name", "value", "right"),
    [
        ("FLIGHTPULSE_CLOCK", "sun", "wall, event"),
        ("FLIGHTPULSE_HTTP_PORT", "http", "from 0 to 65535"),
        ("FLIGHTPULSE_STATUS_SHARDS", "0", "from 1 to 100"),
        ("FLIGHTPULSE_OFFSET_RESET", "latest", "none, earliest"),
        ("FLIGHTPULSE_CRASH_AT", "row-5", "FLIGHTPULSE_LOCAL=1"),
    ],
)
def test_a_wrong_setting_says_what_is_right(name: str, value: str, right: str) -> None:
    with pytest.raises(BadSetting, match=right):
        Settings.from_environment({**ENVIRONMENT, name: value})


def test_the_gate_lets_intake_probe_when_nobody_else_has_tried() -> None:
    now = [0.0]
    gate = Gate(lambda: now[0])
    gate.shut("bus", "access denied")
    assert not gate.lets_pass
    now[0] = PROBE_SECONDS - 1
    gate.shut("bus", "access denied")
    now[0] = PROBE_SECONDS + 1
    assert not gate.lets_pass, "a lane has tried since"
    now[0] = 2 * PROBE_SECONDS
    assert gate.lets_pass


def test_the_gate_opens_only_for_the_service_that_accepts_again() -> None:
    gate = Gate(lambda: 0.0)
    gate.shut("bus", "access denied")
    gate.open("table")
    assert gate.reasons == {"bus": "access denied"}


def test_a_wait_grows_at_most_threefold_and_never_beyond_the_cap() -> None:
    backoff = Backoff(0.1, 1.0, uniform=lambda low, high: high)
    assert [round(backoff.next(), 3) for _ in range(4)] == [0.3, 0.9, 1.0, 1.0]
    backoff.reset()
    assert round(backoff.next(), 3) == 0.3


def test_a_checkpoint_ends_the_process_at_its_passing() -> None:
    left: list[int] = []
    checkpoint = crash_at(CrashPoint.parse("row-5:2"), left.append)
    for row in ("row-4", "row-5", "row-4", "row-5", "row-5"):
        checkpoint(row)
    assert left == [EXIT_CODE]


@pytest.mark.parametrize("spec", ["row-5:x", "row-5:0", "row-11", "5", "row-5:"])
def test_a_checkpoint_that_does_not_exist_is_a_wrong_setting(spec: str) -> None:
    environment = {**ENVIRONMENT, "FLIGHTPULSE_LOCAL": "1", "FLIGHTPULSE_CRASH_AT": spec}
    with pytest.raises(BadSetting, match=f"FLIGHTPULSE_CRASH_AT is '{spec}': right is .* row-5:3"):
        Settings.from_environment(environment)


def test_a_library_that_repeats_itself_is_cut_short_and_nobody_else() -> None:
    now = [0.0]
    limit = RateLimit("aiokafka", lambda: now[0])
    theirs, ours = (logging.makeLogRecord({"name": name}) for name in ("aiokafka.client", "services"))
    assert sum(limit.filter(theirs) for _ in range(1_000)) == 10
    assert all(limit.filter(ours) for _ in range(1_000))
    now[0] = 1.0
    assert limit.filter(theirs)


def test_our_warnings_that_repeat_themselves_are_limited_and_say_how_many_were_left_out() -> None:
    now = [0.0]
    limit = RepeatLimit("services.consumer", lambda: now[0])

    def line(text: str, level: int = logging.WARNING) -> logging.LogRecord:
        given = {"name": "services.consumer.flight_lane", "msg": text, "levelno": level, "fields": {"a": 1}}
        return logging.makeLogRecord(given)

    assert sum(limit.filter(line("lane_waits")) for _ in range(100)) == 10
    assert limit.filter(line("commit_failed")), "another text"
    assert all(limit.filter(line("lane_waits", logging.ERROR)) for _ in range(100))
    now[0] = 1.0
    first, second = line("lane_waits"), line("lane_waits")
    assert limit.filter(first)
    assert limit.filter(second)
    assert first.__dict__["fields"] == {"a": 1, "left_out": 90}
    assert second.__dict__["fields"] == {"a": 1}


class Work:
    """A lane that the test steers."""

    def __init__(self, run: Callable[["Work"], object] | None = None) -> None:
        self.items: list[object] = []
        self.seen: list[object] = []
        self.busy = asyncio.Event()
        self.busy.set()
        self.failing_since: float | None = None

    @property
    def has_waiting(self) -> bool:
        return bool(self.items)

    def add(self, item: object) -> None:
        self.items.append(item)

    async def run(self) -> None:
        while self.items:
            item = self.items.pop(0)
            await self.busy.wait()
            if isinstance(item, Exception):
                raise item
            self.seen.append(item)


async def test_a_lane_is_serial_and_takes_what_comes_while_it_works() -> None:
    lanes, work = Lanes(Epoch(1, {PARTITION: None})), Work()
    lanes.submit("a", lambda: work, 1)
    await rounds(2)
    lanes.submit("a", Work, 2)
    await rounds(5)
    assert work.seen == [1, 2]
    assert lanes.running == 0


async def test_an_item_that_comes_at_the_last_moment_is_not_forgotten() -> None:
    lanes, work = Lanes(Epoch(1, {PARTITION: None})), Work()
    for number in range(50):
        lanes.submit("a", lambda: work, number)
        await rounds(number % 4)
    await rounds(5)
    assert work.seen == list(range(50))


async def test_a_lane_that_fails_goes_on_with_what_waits() -> None:
    lanes, work = Lanes(Epoch(1, {PARTITION: None}), pause=0.0), Work()
    work.items = [ZeroDivisionError("a bug")]
    lanes.submit("a", lambda: work, 1)
    for _ in range(5_000):
        if work.seen:
            break
        await asyncio.sleep(0.001)
    assert work.seen == [1]


async def test_idle_lanes_are_forgotten_beyond_the_limit_and_busy_ones_kept() -> None:
    lanes = Lanes(Epoch(1, {PARTITION: None}), idle_limit=2)
    busy = Work()
    busy.busy.clear()
    lanes.submit("busy", lambda: busy, 1)
    made: list[int] = []

    def make(number: int) -> Callable[[], Work]:
        def make_it() -> Work:
            made.append(number)
            return Work()

        return make_it

    for number in (1, 2, 3, 3, 1):
        lanes.submit(number, make(number), "item")
        await rounds(4)
    lanes.submit("busy", make(99), 2)
    assert made == [1, 2, 3, 1]
    await lanes.end()


def test_loops_that_stop_turning_are_named() -> None:
    now = [0.0]
    pulse = Pulse(lambda: now[0])
    pulse.beat("intake")
    pulse.beat("start")
    pulse.end("start")
    now[0] = STALLED_SECONDS + 1
    pulse.beat("commits")
    assert pulse.stalled() == ["intake"]


async def test_health_ready_and_metrics_answer() -> None:
    now, gate, metrics = [0.0], Gate(), Metrics()
    pulse = Pulse(lambda: now[0])
    group = InMemoryGroup()
    assignment = Assignment(group, Committer(group, metrics, timeout=1, time=lambda: 0.0), metrics, 0.1)
    server = HealthServer(pulse, assignment, gate, metrics)
    port = await server.start("127.0.0.1", 0)

    async def status(path: str) -> int:
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{port}{path}") as answer,
        ):
            return answer.status

    try:
        pulse.beat("intake")
        assert [await status("/health"), await status("/ready"), await status("/metrics")] == [200, 503, 200]
        await assignment.on_partitions_assigned([TopicPartition(*PARTITION)])
        assert await status("/ready") == 200
        gate.shut("bus", "access denied")
        assert [await status("/health"), await status("/ready")] == [200, 503], "no outage restarts a task"
        now[0] = STALLED_SECONDS + 1
        assert await status("/health") == 503
    finally:
        await server.stop()


class Client:
    """aiokafka's inner client."""

    closed = False

    async def close(self) -> None:
        self.closed = True


class StubbornConsumer:
    """A consumer whose stop() behaves as aiokafka's does without a broker."""

    def __init__(self, error: BaseException | None) -> None:
        self._client = Client()
        self._error = error

    async def stop(self) -> None:
        if self._error is None:
            await asyncio.sleep(60)
        else:
            raise self._error


@pytest.mark.parametrize("error", [None, asyncio.CancelledError()], ids=["hangs", "raises CancelledError"])
async def test_stopping_without_a_broker_ends_and_closes_the_client(error: BaseException | None) -> None:
    consumer = StubbornConsumer(error)
    await KafkaIn(consumer).stop(0.02)
    assert consumer._client.closed


async def test_a_cancellation_from_outside_is_not_mistaken_for_the_clients() -> None:
    task = asyncio.create_task(KafkaIn(StubbornConsumer(None)).stop(60))
    await rounds(2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_no_partition_is_never_taken_for_all_of_them() -> None:
    with pytest.raises(ValueError, match="all of them"):
        await KafkaIn(StubbornConsumer(None)).fetch([], 10, 0.1)


class SlowProducer:
    """A producer whose acknowledgement takes its time."""

    def __init__(self) -> None:
        self.sends = 0
        self.future: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def send(self, topic: str, **record: object) -> "asyncio.Future[None]":
        self.sends += 1
        return self.future


async def test_a_send_without_an_answer_is_awaited_again_and_never_sent_again() -> None:
    producer = SlowProducer()
    send = asyncio.create_task(KafkaOut(producer, patience=0.01).send("dlq", b"k", b"v", []))
    await asyncio.sleep(0.05)
    assert not send.done()
    producer.future.set_result(None)
    await send
    assert producer.sends == 1


def test_keys_are_placed_as_java_places_them() -> None:
    # The values of the unit test of org.apache.kafka.common.utils.Utils.murmur2.
    for key, hashed in (
        (b"21", -973932308),
        (b"foobar", -790332482),
        (b"a-little-bit-long-string", -985981536),
    ):
        assert partition_of(key, 24) == (hashed & 0x7FFFFFFF) % 24


async def test_a_record_that_the_brokers_refuse_is_tried_again_by_its_lane() -> None:
    producer = SlowProducer()
    producer.future.set_exception(MessageSizeTooLargeError("too large for the dead-letter topic"))
    with pytest.raises(Unavailable):
        await KafkaOut(producer).send("dlq", b"k", b"v", [])
