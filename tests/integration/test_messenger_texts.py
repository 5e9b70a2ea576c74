"""The look with the real texts: what a passenger reads is what is published, and TOLD says the same."""

from __future__ import annotations

import json

from services.core.booking.contact import Channel
from services.core.table.told_item import told_of
from services.messenger.ask import Ask
from services.messenger.rounds import run_looks
from services.messenger.text_source import TemplatesOnly
from services.messenger.writer import VerifiedTextWriter
from tests.fakes.bus import FakeBus
from tests.fakes.messenger import (
    ANN,
    AS_OF,
    DELAYED,
    DELAYED_AND_MOVED,
    FLIGHT,
    contact,
    flight_state_item,
    scene,
)
from tests.fakes.messenger_desk import desk_over

EVERY_CHANNEL = (Channel.SMS, Channel.PUSH, Channel.EMAIL)


def test_delay_and_then_gate_change_are_told_on_every_channel_in_true_words() -> None:
    bus, table = FakeBus(), scene(DELAYED, contact(channels=EVERY_CHANNEL))
    desk = desk_over(table, bus, writer=VerifiedTextWriter(TemplatesOnly(), lambda: 60.0, 12.0))

    first = run_looks([Ask(FLIGHT, ANN, "event-1", "correlation-1", AS_OF)], desk)
    table.put(flight_state_item(DELAYED_AND_MOVED, 2), {})
    second = run_looks([Ask(FLIGHT, ANN, "event-2", "correlation-2", AS_OF)], desk)

    assert (first.told, second.told, first.failed, second.failed, desk.alarms) == (1, 1, [], [], 0)
    records = [table.items["NTF#" + event.detail["notificationId"], "META"] for event in bus.events]
    assert [each["n"] for each in records] == [1, 1, 1, 2, 2, 2]
    assert {each["channel"] for each in records[:3]} == {"sms", "push", "email"}
    for record in records:
        assert "9:50" in record["body"]  # 14:50Z in New York
        assert record["source"] == "template"
    for record in records[3:]:
        assert "A5" in record["body"]
        assert "B7" in record["body"]
    told = told_of(table.get(f"TOLD#{FLIGHT}", f"CON#{ANN}"))
    assert (told.n, told.values, told.pending, told.due) == (2, DELAYED_AND_MOVED, (), None)


def test_the_record_explains_why_it_was_sent() -> None:
    bus, table = FakeBus(), scene(DELAYED)
    desk = desk_over(table, bus, writer=VerifiedTextWriter(TemplatesOnly(), lambda: 60.0, 12.0))

    run_looks([Ask(FLIGHT, ANN, "event-1", "correlation-1", AS_OF)], desk)

    (event,) = bus.events
    record = table.items["NTF#" + event.detail["notificationId"], "META"]
    assert record["eventId"] == event.detail["causationId"] == "event-1"
    assert record["correlationId"] == event.detail["correlationId"] == "correlation-1"
    assert (record["stateVer"], record["ruleId"]) == (1, "telling.first-off-baseline")
    assert record["textHash"] == event.detail["textHash"]
    assert json.loads(record["facts"])["designator"] == "UA207"
    assert "toldBefore" not in record
