"""Plays several scenarios side by side, act by act, and writes down what comes of each."""

import time
from collections import Counter
from collections.abc import Sequence

from flightpulse.demo.producer import EventProducer
from flightpulse.demo.sweeps import Sweeps
from flightpulse.scenario.bus_reader import BusReader
from flightpulse.scenario.course import ActSeen, Course, Told
from flightpulse.scenario.decisions import not_told
from flightpulse.scenario.messages import messages_of
from flightpulse.scenario.rest import Rest
from flightpulse.scenario.script import Act, Scenario
from local.replay.announcement import Announcement
from local.replay.stream import ReplayEvent, event_of, source_of
from local.report.flight_record import FlightRecord, read_flight
from local.report.reader import TableReader
from services.core.table import keys

SEED = 7
MERGED_LIMIT_SECONDS = 20.0
POLL_SECONDS = 0.01


class Director:
    """One performance. Scenarios never share a flight or a contact, so they do not disturb each other."""

    def __init__(
        self,
        producer: EventProducer,
        reader: TableReader,
        bus: BusReader,
        sweeps: Sweeps,
        rest: Rest,
        already_sent: int = 0,
    ) -> None:
        """`already_sent` records lie in the topic before the first act."""
        self._producer = producer
        self._reader = reader
        self._bus = bus
        self._sweeps = sweeps
        self._rest = rest
        self._sent = already_sent
        self._numbered: Counter[tuple[str, str]] = Counter()
        self._seen: set[str] = set()

    def play(self, scenarios: Sequence[Scenario]) -> list[Course]:
        """All acts of all of them; the courses are in the order of the scenarios."""
        courses = [Course(str(scenario.key)) for scenario in scenarios]
        self._schedule(scenarios)
        for number in range(max(len(scenario.acts) for scenario in scenarios)):
            self._act(
                [
                    (scenario, course, scenario.acts[number])
                    for scenario, course in zip(scenarios, courses, strict=True)
                    if number < len(scenario.acts)
                ]
            )
        return courses

    def _schedule(self, scenarios: Sequence[Scenario]) -> None:
        for scenario in scenarios:
            self._send(scenario, Act((scenario.schedule,)))
        self._producer.flush()
        self._rest.wait(self._sent, None)
        self._bus.read_new()

    def _act(self, playing: Sequence[tuple[Scenario, Course, Act]]) -> None:
        # The long ones last: what has to happen within a settle time is over before they begin.
        order = sorted(playing, key=lambda each: len(each[2].said))
        said = {course.flight_key: self._send(scenario, act) for scenario, course, act in order}
        minutes = [act.sweep for _, _, act in playing if act.sweep is not None]
        for minute in sorted(minutes):
            self._sweeps.finish(minute)
        unrest = self._rest.wait(self._sent, max(minutes, default=None))
        published = self._bus.read_new()
        for _, course, act in playing:
            if unrest:
                course.complaints.append(f"the system did not come to rest: {unrest}")
            course.record = read_flight(self._reader, course.flight_key)
            told = self._fresh(course.record)
            course.acts.append(
                ActSeen(
                    said[course.flight_key],
                    act.sweep,
                    tuple(published.get(course.flight_key, ())),
                    tuple(told),
                    tuple(not_told(course.record, {each.contact_id for each in told})),
                    self._bookings(course.flight_key),
                )
            )

    def _send(self, scenario: Scenario, act: Act) -> tuple[ReplayEvent, ...]:
        events = tuple(self._event(scenario, announcement) for announcement in act.said)
        for place, event in enumerate(events):
            if place and place % act.at_once == 0:
                self._wait_merged(events[place - 1])
            self._producer.send(event)
            if (place + 1) % act.at_once == 0:
                self._producer.flush()
        self._producer.flush()
        self._sent += len(events)
        return events

    def _event(self, scenario: Scenario, announcement: Announcement) -> ReplayEvent:
        source = source_of(announcement, scenario.key)
        self._numbered[source, str(scenario.key)] += 1
        return event_of(scenario.key, announcement, source, self._numbered[source, str(scenario.key)], SEED)

    def _wait_merged(self, event: ReplayEvent) -> None:
        """A register names the event that set it; the history row may be there before the state."""
        deadline = time.monotonic() + MERGED_LIMIT_SECONDS
        while time.monotonic() < deadline:
            state = self._reader.get(keys.flight_state(event.flight_key))
            if state is not None and event.event_id in state["registers"]:
                return
            time.sleep(POLL_SECONDS)

    def _bookings(self, flight_key: str) -> dict[str, int]:
        rows = self._reader.partition(keys.flight_pk(flight_key), keys.PASSENGER_PREFIX)
        return dict(Counter(row["status"] for row in rows))

    def _fresh(self, record: FlightRecord) -> list[Told]:
        fresh = [told for told in messages_of(record) if told.notification_id not in self._seen]
        self._seen |= {told.notification_id for told in fresh}
        return fresh
