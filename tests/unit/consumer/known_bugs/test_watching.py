"""What is said of a consumer while a record is slow, when one is dead-lettered, and when brokers are gone."""

import asyncio
import json
from typing import Any

import pytest
from aiohttp.test_utils import make_mocked_request
from aiokafka import TopicPartition

from services.consumer.assignment import Assignment
from services.consumer.commits import Committer
from services.consumer.dead_letters import KafkaDeadLetters
from services.consumer.gate import Gate
from services.consumer.health import STALLED_SECONDS, HealthServer, Pulse
from services.consumer.kafka_in import KafkaIn
from services.consumer.metrics import Metrics
from services.consumer.records import Record
from services.core.clock import WallClock
from tests.fakes.consumer_kafka import InMemoryGroup, InMemoryKafka
from tests.unit.consumer.building import PARTITION, record
from tests.unit.consumer.known_bugs.scenario import Scenario, needs, only_the_copy_has_it


class AgeOfTheOldest(HealthServer):
    """Unwell as soon as any record has waited for a minute."""

    async def _health(self, request: Any) -> Any:
        response = await super()._health(request)
        lanes = self._assignment.current
        if lanes is not None and lanes.epoch.tracker(PARTITION).unfinished:
            response.set_status(503)
        return response


async def red_health_while_a_record_is_slow(server: type[HealthServer]) -> None:
    """smallrye-reactive-messaging 1811, quarkus 37572: a slow record has a healthy process restarted."""
    group, metrics = InMemoryGroup({PARTITION: 0}), Metrics()
    member = Assignment(group, Committer(group, metrics, timeout=1.0, time=lambda: 0.0), metrics, 0.0)
    await member.on_partitions_assigned([TopicPartition(*PARTITION)])
    assert member.current is not None
    member.current.epoch.receive(record(0))
    now = [0.0]
    pulse = Pulse(lambda: now[0])
    for _ in range(4):  # minutes in which the loops turn and the record is not done
        now[0] += STALLED_SECONDS
        pulse.beat("intake")
    response = await server(pulse, member, Gate(), metrics)._health(make_mocked_request("GET", "/health"))
    needs(response.status == 200, "a process whose loops turn would be restarted")
    assert json.loads(response.text or "") == {"stalled": []}


class CountsNothing(KafkaDeadLetters):
    """Sends, and tells nobody."""

    async def bury(self, record: Record, reason: str, error: BaseException, failures: int = 1) -> None:
        await self._kafka.send(self._topic, record.key, record.value, record.headers)


async def dead_letters_are_not_counted(letters: type[KafkaDeadLetters]) -> None:
    """smallrye-reactive-messaging 2473: no metric knows what went to the dead-letter topic."""
    metrics, kafka = Metrics(), InMemoryKafka()
    await letters(kafka, "dlq", "group", "1", WallClock(), metrics).bury(record(0), "decode", ValueError())
    assert len(kafka.sent) == 1
    counted = metrics.registry.get_sample_value(
        "flightpulse_consumer_dead_letters_total", {"reason": "decode"}
    )
    needs(counted == 1.0, "it lies there, and no figure moved")


class _NoBroker:
    """stop() with nobody to talk to hangs, or raises CancelledError by itself."""

    def __init__(self, hangs: bool) -> None:
        self._hangs = hangs
        self._client = self

    async def stop(self) -> None:
        if self._hangs:
            await asyncio.Event().wait()
        raise asyncio.CancelledError

    async def close(self) -> None:
        return None


class StopsPlainly(KafkaIn):
    """Awaits whatever the client does."""

    async def stop(self, budget: float) -> None:
        await self.consumer.stop()


async def stop_without_brokers(kafka: type[KafkaIn]) -> None:
    """aiokafka 659 and what came of it: stop() never returns, or ends its caller."""
    for hangs in (True, False):
        stopping = asyncio.create_task(kafka(_NoBroker(hangs)).stop(0.05))
        done, _ = await asyncio.wait([stopping], timeout=0.3)
        stopping.cancel()
        needs(bool(done), "it never stops")
        needs(not stopping.cancelled(), "the rest of the shutdown is cancelled with it")


BUGS: dict[Scenario, tuple[type, type]] = {
    red_health_while_a_record_is_slow: (HealthServer, AgeOfTheOldest),
    dead_letters_are_not_counted: (KafkaDeadLetters, CountsNothing),
    stop_without_brokers: (KafkaIn, StopsPlainly),
}


@pytest.mark.parametrize("scenario", BUGS, ids=lambda one: one.__name__)
async def test_ours_has_it_not_and_the_copy_has(scenario: Scenario) -> None:
    await only_the_copy_has_it(scenario, *BUGS[scenario])
