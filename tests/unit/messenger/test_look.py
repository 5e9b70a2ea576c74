"""One look after another at one contact: what each leaves behind."""

from __future__ import annotations

import json
from typing import Any

from services.core.awsio.blocking.bus import BusEvent, Receipt
from services.core.clock import HOUR, format_instant
from services.core.table.told_item import told_of
from services.core.telling.told import Told
from services.messenger.ask import Ask, asks_of
from services.messenger.effects import Publish
from services.messenger.look import ROUNDS, Look
from services.messenger.ports import Item
from services.messenger.request import parse_request
from services.messenger.result import Tally
from services.messenger.rounds import run_looks
from services.messenger.sweeper.work_list import TOLD, Times, WorkList
from services.messenger.text_source import TemplatesOnly
from services.messenger.writer import VerifiedTextWriter
from tests.fakes.bus import FakeBus
from tests.fakes.messenger import (
    ANN,
    AS_OF,
    DELAYED,
    FLIGHT,
    MOVED,
    ON_TIME,
    FixedClock,
    contact,
    flight_state_item,
    scene,
)
from tests.fakes.messenger_desk import desk_over
from tests.fakes.messenger_scenarios import MORNING, NIGHT, QUIET
from tests.fakes.table import InMemoryTable
from tests.unit.messenger.test_request import BATCH

WALL = FixedClock().now()


def look_at(table: InMemoryTable, bus: FakeBus, as_of: int = AS_OF, resend_id: str | None = None) -> Tally:
    ask = Ask(FLIGHT, ANN, "event-1", "correlation-1", as_of, resend_id)
    return run_looks([ask], desk_over(table, bus))


def told(table: InMemoryTable) -> Told:
    return told_of(table.get(f"TOLD#{FLIGHT}", f"CON#{ANN}"))


def crash_before_publishing(table: InMemoryTable, traceparent: str | None = None) -> None:
    ask = Ask(FLIGHT, ANN, "event-1", "correlation-1", AS_OF, traceparent=traceparent)
    desk = desk_over(table)
    steps = Look(ask).steps()
    effect = next(steps)
    while not isinstance(effect, Publish):
        effect = steps.send(desk.perform(ask, effect))


def due_looks(table: InMemoryTable, times: Times) -> list[Item]:
    return list(WorkList(table).rows(TOLD, times, per_shard=10))


def test_a_message_is_on_record_before_the_bus_hears_of_it() -> None:
    table = scene(DELAYED)

    def answer(event: BusEvent) -> Receipt:
        assert table.get("NTF#" + event.detail["notificationId"], "META")
        return Receipt(event)

    assert look_at(table, FakeBus(answer=answer)).told == 1


def test_the_trace_of_the_request_goes_on_in_the_event_and_the_record() -> None:
    trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    table, bus = scene(DELAYED), FakeBus()
    request = parse_request(BATCH | {"contacts": [ANN], "traceparent": trace})

    run_looks(asks_of(request), desk_over(table, bus))

    (event,) = bus.events
    assert event.detail["traceparent"] == trace
    assert table.items["NTF#" + event.detail["notificationId"], "META"]["traceparent"] == trace


def test_a_message_left_pending_keeps_the_trace_of_the_look_that_made_it() -> None:
    table, bus = scene(DELAYED), FakeBus()
    crash_before_publishing(table, traceparent="of-the-first")

    run_looks([Ask(FLIGHT, ANN, "event-2", "c-2", AS_OF, traceparent="of-the-second")], desk_over(table, bus))

    assert [event.detail["traceparent"] for event in bus.events] == ["of-the-first"]


def test_a_message_left_pending_before_traces_were_kept_is_published_without_one() -> None:
    table, bus = scene(DELAYED), FakeBus()
    crash_before_publishing(table)
    item = table.items[f"TOLD#{FLIGHT}", f"CON#{ANN}"]
    (pending,) = json.loads(item["pending"])
    del pending["traceparent"]
    item["pending"] = json.dumps([pending])

    look_at(table, bus)

    assert ["traceparent" in event.detail for event in bus.events] == [False]


def test_what_a_sender_wrote_on_the_record_survives_a_second_publication() -> None:
    table, bus = scene(DELAYED), FakeBus()
    crash_before_publishing(table)
    (key,) = [key for key in table.items if key[0].startswith("NTF#")]
    table.items[key] = table.items[key] | {"deliveredAt": "2013-03-08T11:06:00Z"}

    look_at(table, bus)

    assert len(bus.events) == 1
    assert table.items[key]["deliveredAt"] == "2013-03-08T11:06:00Z"


def test_at_night_a_message_is_held_and_told_in_the_morning() -> None:
    table, bus = scene(MOVED, contact(quiet=QUIET)), FakeBus()

    night = look_at(table, bus, NIGHT)

    assert (night.held, night.told, bus.events) == (1, 0, [])
    assert told(table).n == 0
    assert due_looks(table, Times(WALL, NIGHT)) == []
    assert len(due_looks(table, Times(WALL, MORNING))) == 1
    assert look_at(table, bus, MORNING).told == 1
    assert told(table).held is None
    assert due_looks(table, Times(WALL, MORNING)) == []


def test_outside_a_replay_the_night_is_that_of_the_clock_however_old_the_request() -> None:
    table, bus, wall = scene(MOVED, contact(quiet=QUIET)), FakeBus(), FixedClock(NIGHT)
    ask = Ask(FLIGHT, ANN, "event-1", "correlation-1", NIGHT - 12 * HOUR)

    night = run_looks([ask], desk_over(table, bus, wall=wall))
    wall.instant = MORNING
    morning = run_looks([ask], desk_over(table, bus, wall=wall))

    assert (night.held, night.told) == (1, 0)
    assert (morning.held, morning.told) == (0, 1)
    assert bus.events[0].detail["asOf"] == format_instant(MORNING)


def test_in_a_replay_the_night_is_that_of_the_request() -> None:
    table, bus = scene(MOVED, contact(quiet=QUIET)), FakeBus()
    table.put(flight_state_item(MOVED, as_of=NIGHT), {})

    assert look_at(table, bus, MORNING).told == 1


def test_a_hold_whose_reason_is_gone_by_morning_is_cleared_in_silence() -> None:
    table, bus = scene(MOVED, contact(quiet=QUIET)), FakeBus()
    look_at(table, bus, NIGHT)
    table.put(flight_state_item(ON_TIME, 2), {})

    morning = look_at(table, bus, MORNING)

    assert (morning.told, bus.events) == (0, [])
    assert told(table).held is None


def test_a_flight_that_leaves_soon_is_told_at_any_hour() -> None:
    table, bus = scene(DELAYED, contact(quiet=QUIET)), FakeBus()

    assert look_at(table, bus, NIGHT + 3 * HOUR).told == 1


def test_a_hold_keeps_no_pending_that_was_published_on_the_way() -> None:
    table, bus = scene(MOVED, contact(quiet=QUIET)), FakeBus()
    crash_before_publishing(table)
    table.put(flight_state_item(DELAYED, 2), {})

    assert look_at(table, bus, NIGHT).held == 1

    assert len(bus.events) == 1
    assert told(table).pending == ()
    assert told(table).n == 1


def test_a_resend_is_sent_at_night_too_since_somebody_waits_for_it() -> None:
    table, bus = scene(MOVED, contact(quiet=QUIET)), FakeBus()

    assert look_at(table, bus, NIGHT, resend_id="request-1").told == 1
    assert [event.detail["n"] for event in bus.events] == [1]


def test_a_resend_repeats_the_truth_of_now_under_the_next_number() -> None:
    table, bus = scene(DELAYED), FakeBus()
    look_at(table, bus)

    for _ in range(2):
        look_at(table, bus, resend_id="request-1")

    assert [event.detail["n"] for event in bus.events] == [1, 2]
    first, second = (table.items["NTF#" + event.detail["notificationId"], "META"] for event in bus.events)
    assert first["body"] == second["body"]
    assert second["ruleId"] == "telling.resend-asked"


def test_a_truth_that_does_not_stand_still_fails_the_look_after_so_many_rounds() -> None:
    class Restless(InMemoryTable):
        readings = 0

        def get(self, pk: str, sk: str) -> Any:
            if sk == "STATE":
                self.readings += 1
                self.put(flight_state_item(MOVED if self.readings % 2 else DELAYED, self.readings), {})
            return super().get(pk, sk)

    table, bus = Restless(scene(DELAYED).items), FakeBus()

    assert look_at(table, bus).failed == [ANN]

    assert table.readings == ROUNDS
    assert told(table).due is not None, "the sweeper goes on from here"


def test_no_text_is_begun_without_the_time_to_end_it() -> None:
    table, ask = scene(DELAYED), Ask(FLIGHT, ANN, "event-1", "correlation-1", AS_OF)
    writer = VerifiedTextWriter(TemplatesOnly(), lambda: 11.0, reserve_seconds=12.0)

    assert run_looks([ask], desk_over(table, writer=writer)).failed == [ANN]

    assert told(table) == Told()


def test_business_time_without_one_in_the_request_is_that_of_the_flight_in_a_replay() -> None:
    table, bus = scene(DELAYED), FakeBus()

    run_looks([Ask(FLIGHT, ANN, "request-1", "request-1")], desk_over(table, bus))

    assert bus.events[0].detail["asOf"] == "2013-03-08T11:05:00Z"


def test_what_the_sweeper_finds_leads_back_to_what_was_announced() -> None:
    table, bus = scene(DELAYED), FakeBus()
    table.items[f"FLT#{FLIGHT}", "STATE"]["outbox"] = json.dumps(
        {"envelopes": [{"detail": {"correlationId": "from-kafka"}}]}
    )
    request = parse_request(
        {
            "detail-type": "notification.requested",
            "detail": {
                "requestId": "due-1",
                "reason": "due",
                "flightKey": FLIGHT,
                "contactId": ANN,
                "correlationId": "due-1",
            },
        }
    )

    run_looks(asks_of(request), desk_over(table, bus))

    assert bus.events[0].detail["correlationId"] == "from-kafka"
