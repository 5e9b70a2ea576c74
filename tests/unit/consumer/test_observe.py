"""What the consumer says of itself: read from the exposition and the lines, of lanes and loops that ran."""

import asyncio
import io
import json
import time
from dataclasses import dataclass, field
from typing import Any

from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from services.consumer.assignment import Assignment
from services.consumer.commits import Committer
from services.consumer.epoch import Epoch
from services.consumer.exposition import StateCollector
from services.consumer.flight_lane import FlightLane
from services.consumer.gate import Gate
from services.consumer.lanes import Lanes
from services.consumer.observe import Observer
from services.consumer.records import Partition, Record
from services.consumer.report import Reporter
from services.core.awsio.limiter import AdaptiveLimit
from services.core.contracts import metrics as catalogue
from services.core.embedded_metrics import EmbeddedMetrics
from services.core.errors import Retryable
from tests.fakes.messenger import FixedClock
from tests.unit.consumer.building import KEY, PARTITION, Surroundings, arrival, scheduled

GROUP = "flightpulse-consumer"
NOW = 1_700_000_000.0
LABELS = {"topic": PARTITION.topic, "partition": str(PARTITION.number), "group": GROUP}


class Group:
    """A group coordinator that takes commits, unless it is told to hang."""

    hangs = False

    async def commit(self, offsets: object) -> None:
        if self.hangs:
            await asyncio.sleep(60)

    async def committed(self, partition: Partition) -> int | None:
        return 10

    def end_of(self, partition: Partition) -> int | None:
        return 25


@dataclass
class Watched:
    """A member with one partition, committed up to 10, whose log ends at 25."""

    around: Surroundings = field(default_factory=Surroundings)
    group: Group = field(default_factory=Group)
    gate: Gate = field(default_factory=Gate)
    limits: dict[str, AdaptiveLimit] = field(default_factory=dict)
    clock: list[float] = field(default_factory=lambda: [50.0])

    def __post_init__(self) -> None:
        metrics = self.around.metrics
        self.committer = Committer(self.group, metrics, timeout=0.05, time=lambda: self.clock[0])
        self.assignment = Assignment(self.group, self.committer, metrics, drain_budget=0.1)
        self.observer = Observer(
            self.assignment, self.committer, self.group, self.gate, self.limits, wall=lambda: NOW
        )
        metrics.registry.register(StateCollector(self.observer, GROUP))
        self.lines = io.StringIO()
        lines = EmbeddedMetrics(self.lines, FixedClock())
        self.reporter = Reporter(self.observer, metrics, lines)

    async def assigned(self) -> Lanes:
        await self.assignment.on_partitions_assigned([_TopicPartition(*PARTITION)])
        return await self.assignment.opened()

    def value(self, name: str, **labels: str) -> float | None:
        """From the text that Prometheus gets."""
        text = generate_latest(self.around.metrics.registry).decode()
        for family in text_string_to_metric_families(text):
            for sample in family.samples:
                if sample.name == f"flightpulse_consumer_{name}" and sample.labels == labels:
                    return float(sample.value)
        return None

    def reported(self) -> list[dict[str, Any]]:
        self.lines.truncate(0)
        self.lines.seek(0)
        self.reporter.report()
        return [json.loads(line) for line in self.lines.getvalue().splitlines()]


@dataclass(frozen=True)
class _TopicPartition:
    topic: str
    partition: int


def received(epoch: Epoch, offset: int, seconds_ago: float = 0.0, size: int = 100) -> Record:
    record = Record(PARTITION, offset, b"k", b"x" * size, (), int((NOW - seconds_ago) * 1000))
    epoch.receive(record)
    return record


async def test_lag_is_by_partition_and_group_in_records_and_in_seconds() -> None:
    watched = Watched()
    lanes = await watched.assigned()
    first = received(lanes.epoch, 10, seconds_ago=90)
    received(lanes.epoch, 11, seconds_ago=30)

    assert watched.value("lag_records", **LABELS) == 15
    assert watched.value("unread_records", **LABELS) == 13
    assert watched.value("lag_seconds", **LABELS) == 90
    assert watched.value("in_flight_records", **LABELS) == 2
    assert watched.value("in_flight_bytes", **LABELS) == 202
    assert watched.value("tracker_fill_ratio", **LABELS) == 2 / 8_000, "alone it has all the room"
    assert watched.value("assigned_partitions") == watched.value("assignment_epoch") == 1

    lanes.epoch.complete(first)
    assert watched.value("lag_seconds", **LABELS) == 30
    assert watched.value("lag_records", **LABELS) == 15  # done is not yet committed
    await watched.assignment.commit()
    assert watched.value("lag_records", **LABELS) == 14


async def test_what_is_not_even_received_has_an_age_too() -> None:
    watched = Watched()
    lanes = await watched.assigned()
    assert 0 <= (watched.value("lag_seconds", **LABELS) or -1) < 5  # since the assignment
    lanes.epoch.complete(received(lanes.epoch, 10, seconds_ago=70))
    assert watched.value("in_flight_records", **LABELS) == 0
    assert watched.value("lag_seconds", **LABELS) == 70


async def test_a_partition_that_is_lost_leaves_no_figure_behind() -> None:
    watched = Watched()
    await watched.assigned()
    await watched.assignment.on_partitions_revoked([])
    assert watched.value("lag_records", **LABELS) is None
    assert watched.value("assigned_partitions") == watched.value("assignment_epoch") == 0
    assert watched.value("drain_seconds_count") == 1


async def test_the_head_of_the_line_and_the_age_of_a_commit_grow_until_they_are_done() -> None:
    watched = Watched()
    lanes = await watched.assigned()
    record = received(lanes.epoch, 10)
    await asyncio.sleep(0.02)
    assert (watched.value("oldest_unfinished_seconds", **LABELS) or 0) >= 0.02
    lanes.epoch.complete(record)
    assert watched.value("oldest_unfinished_seconds", **LABELS) == 0
    watched.group.hangs = True
    await watched.assignment.commit()
    watched.clock[0] += 40
    assert watched.value("commit_age_seconds") == 40
    watched.group.hangs = False
    await watched.assignment.commit()
    assert watched.value("commit_age_seconds") == 0
    assert watched.value("commit_seconds_count") == 1


async def test_a_lane_is_stuck_once_all_its_attempts_of_a_minute_have_failed() -> None:
    watched = Watched()
    lanes = await watched.assigned()
    tools = watched.around.tools()
    failing = asyncio.Event()

    async def refuse(*_: object) -> None:
        failing.set()
        raise Retryable("the table does not answer")

    watched.around.store.read = refuse  # type: ignore[method-assign,assignment]
    item = arrival(10, scheduled())
    lanes.epoch.receive(item.record)
    lane = FlightLane(KEY, PARTITION, lanes.epoch, tools)
    lanes.submit(KEY, lambda: lane, item)
    await failing.wait()
    assert watched.value("active_lanes") == 1
    assert watched.value("stuck_lanes") == 0
    lane._failing_since = time.monotonic() - 61
    assert watched.value("stuck_lanes") == 1
    assert (watched.value("retries_total", error="Retryable") or 0) >= 1
    del watched.around.store.read
    await asyncio.gather(*lanes._running.values())
    assert watched.value("stuck_lanes") == watched.value("active_lanes") == 0
    assert lane.failing_since is None
    assert watched.value("folds_total") == 1


async def test_the_windows_of_aws_operations_are_shown() -> None:
    watched = Watched()
    limit = watched.limits["dynamodb:PutItem"] = AdaptiveLimit(initial=1)
    await limit.acquire()
    waiting = asyncio.create_task(limit.acquire())
    await asyncio.sleep(0)
    operation = {"operation": "dynamodb:PutItem"}
    assert watched.value("limiter_window", **operation) == 1
    assert watched.value("limiter_in_flight", **operation) == 1
    assert watched.value("limiter_waiting", **operation) == 1
    waiting.cancel()


async def test_the_lines_for_cloudwatch_hold_every_metric_of_the_consumer() -> None:
    watched = Watched()
    lanes = await watched.assigned()
    received(lanes.epoch, 10, seconds_ago=90)
    metrics = watched.around.metrics
    metrics.handled.labels("flight-operations").inc(7)
    metrics.published.labels("accepted").inc(5)
    metrics.published.labels("again").inc(2)
    metrics.dead_letters.labels("invalid_json").inc(3)
    metrics.misrouted.inc(4)
    metrics.corrupt_batches.inc(2)
    watched.gate.shut("bus", "denied")

    line, buried = watched.reported()
    mine = {one.name for one in catalogue.CATALOGUE if one.service == "consumer"}
    assert {"LagRecords": 15, "LagSeconds": 90, "Handled": 7, "PublishFailures": 2}.items() <= line.items()
    assert {"Misrouted": 4, "CorruptBatches": 2, "ClientsRecreated": 0}.items() <= line.items()
    assert {"IntakeStopped": 1, "AssignedPartitions": 1, "StuckLanes": 0}.items() <= line.items()
    assert (buried["DeadLetters"], buried["reason"]) == (3, "invalid_json")
    assert mine <= line.keys() | buried.keys()

    # The next report has only what came since, and says zero so that an alarm can end.
    line, buried = watched.reported()
    assert (line["Handled"], line["PublishFailures"], buried["DeadLetters"]) == (0, 0, 0)
    assert (line["Misrouted"], line["CorruptBatches"]) == (0, 0)


def test_every_metric_has_a_text_and_a_unit_in_its_name() -> None:
    watched = Watched()
    watched.limits["events:PutEvents"] = AdaptiveLimit()
    text = generate_latest(watched.around.metrics.registry).decode()
    counted = ("records", "bytes", "seconds", "ratio", "lanes", "partitions", "epoch", "stopped")
    for family in text_string_to_metric_families(text):
        assert family.documentation.endswith("."), family.name
        if family.type == "gauge" and "limiter" not in family.name and not family.name.endswith("_created"):
            assert family.name.endswith(counted), family.name
