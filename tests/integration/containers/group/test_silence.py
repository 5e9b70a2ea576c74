"""What aiokafka does not say: its coordination has died, a topic is gone, a twin has our id."""

import time

import pytest

from tests.integration.containers.group.news import rounds, schedules
from tests.integration.containers.group.promises import broken_promises
from tests.integration.containers.group.rig import HASTY, Rig

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

FLIGHTS = range(1, 21)
HASTE = (
    "watchdog.SILENT_SECONDS=2,watchdog.UNASSIGNED_SECONDS=6,minders.TOPIC_LOOK_SECONDS=0.3,"
    "kafka_clients.METADATA_AGE_MS=1000"
)


@pytest.mark.parametrize("what", ["coordination", "fetches"])
def test_a_part_of_the_client_that_died_costs_a_client_and_no_process(group: Rig, what: str) -> None:
    member = group.join(HASTY, FLIGHTPULSE_TEST_HASTE=HASTE, FLIGHTPULSE_TEST_KILL=what)
    group.shared_by(member)
    group.say(schedules(FLIGHTS))
    group.settle()
    member.wait_for(lambda: bool(member.lines("killed_for_a_test")), "without a part of its client")
    group.say(rounds(FLIGHTS, 2, 5))
    group.settle()
    assert member.metric("consumer_recreated_total") == 1
    assert member.is_healthy
    assert broken_promises(group) == []


def test_a_deleted_topic_stops_the_intake_also_when_it_is_made_again(group: Rig) -> None:
    member = group.join(HASTY, FLIGHTPULSE_TEST_HASTE=HASTE)
    group.shared_by(member)
    group.say(schedules(FLIGHTS))
    group.settle()
    group.delete(group.topic)
    member.wait_for(lambda: bool(member.lines("topic_deleted")), "aware of it")
    assert not member.is_ready
    assert member.metric("intake_stopped") == 1
    before = member.metric("received_total")
    group.create(group.topic)
    group.say(schedules(range(100, 110)))
    member.wait_for(lambda: member.partitions > 1, "given the partitions of the new topic")
    assert not member.is_ready
    assert member.is_healthy, "another process would read the new topic"
    assert member.metric("received_total") == before


@pytest.mark.parametrize("how", ["never committed", "out of range"])
def test_a_place_to_read_from_that_a_person_has_to_name_restarts_nobody(group: Rig, how: str) -> None:
    """As in production: nothing begins anywhere by chance, and nothing is skipped."""
    if how == "out of range":
        with group.member(FLIGHTPULSE_OFFSET_RESET="earliest") as first:
            group.shared_by(first)
            group.say(schedules(FLIGHTS))
            group.settle()
    group.say(rounds(FLIGHTS, 2, 3))
    if how == "out of range":
        group.forget_all()
    member = group.join(HASTY, FLIGHTPULSE_TEST_HASTE=HASTE, FLIGHTPULSE_OFFSET_RESET="none")
    group.shared_by(member)
    member.wait_for(lambda: len(member.lines("intake_failed")) > 2, "at a loss")
    time.sleep(5.0)  # more than twice of what is silence here
    assert member.is_healthy
    assert member.metric("consumer_recreated_total") == 0
    assert member.metric("received_total") == 0


def test_two_live_members_under_one_instance_id_end_with_a_reason(group: Rig) -> None:
    first = group.join(FLIGHTPULSE_KAFKA_INSTANCE_ID="one")
    group.shared_by(first)
    second = group.join(FLIGHTPULSE_KAFKA_INSTANCE_ID="one")
    ended = group.first_to_end(first, second)
    assert ended.child._process.returncode == 1
    assert "FLIGHTPULSE_KAFKA_INSTANCE_ID" in ended.lines("not started")[0]["reason"]


def test_a_static_member_comes_back_to_its_partitions_without_a_rebalance(group: Rig) -> None:
    settings = {"FLIGHTPULSE_SESSION_TIMEOUT_MS": "10000"}
    first = group.join(FLIGHTPULSE_KAFKA_INSTANCE_ID="one", **settings)
    second = group.join(FLIGHTPULSE_KAFKA_INSTANCE_ID="two", **settings)
    group.shared_by(first, second)
    group.say(schedules(FLIGHTS))
    group.settle()
    rebalances = second.metric("rebalances_total")
    first.kill()
    group.say(rounds(FLIGHTS, 2, 4))
    again = group.join(FLIGHTPULSE_KAFKA_INSTANCE_ID="one", **settings)
    group.shared_by(again, second)
    group.settle()
    assert second.metric("rebalances_total") == rebalances
    assert broken_promises(group) == []
