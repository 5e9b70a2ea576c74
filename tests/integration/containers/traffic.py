"""What is said of some flights: sent to the broker round by round, remembered, and waited for."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from flightpulse.demo.offsets import Offsets
from flightpulse.demo.producer import EventProducer
from flightpulse.demo.services import GROUP, TOPIC
from flightpulse.scenario.people import parties_of
from flightpulse.scenario.rest import Rest
from flightpulse.scenario.script import Scenario
from local.replay.announcement import Announcement
from local.replay.stream import ReplayEvent, event_of, source_of
from local.seed.bookings import items_of
from local.seed.load import load
from services.core.table import keys
from tests.integration.containers.contained import NotInTime
from tests.integration.containers.system import System

SEED = 11
REST_SECONDS = 150.0


class Traffic:
    """The passengers are booked first; then one round after the other says the same of every flight."""

    def __init__(self, system: System, flights: Sequence[Scenario]) -> None:
        self._system = system
        self._flights = flights
        self._numbered: Counter[tuple[str, str]] = Counter()
        self.events: list[ReplayEvent] = []
        self.sent: defaultdict[str, set[str]] = defaultdict(set)
        deployment = system.deployment
        secret = deployment.contact_secret()
        parties = {str(flight.key): parties_of(flight, secret) for flight in flights}
        load(
            deployment.client("dynamodb"),
            deployment.table,
            items_of(party for of_one in parties.values() for party in of_one),
        )
        self.told = [
            keys.told(key, contact.contact_id)
            for key, of_one in parties.items()
            for party in of_one
            for contact in party.contacts
        ]

    def schedule(self) -> None:
        """Say that every flight is scheduled, and wait: folded with it, a gate is no change of one."""
        self._send((flight, flight.schedule) for flight in self._flights)
        self.settle()

    def rounds(self, first: int, last: int) -> None:
        """Say these rounds of news, from `first` up to but without `last`, of every flight."""
        self._send(
            (flight, flight.acts[number].said[0]) for number in range(first, last) for flight in self._flights
        )

    def settle(self) -> None:
        """Wait until all of the topic is done and nothing moves. Raises NotInTime with what does."""
        offsets = Offsets(self._system.broker.bootstrap, GROUP)
        rest = Rest(
            self._system.deployment, self._system.broker.bootstrap, self.told, limit_seconds=REST_SECONDS
        )
        try:
            if unrest := rest.wait(offsets.records(TOPIC), None):
                raise NotInTime(f"after {REST_SECONDS:g} s {unrest}")
        finally:
            rest.close()
            offsets.close()

    def _send(self, said: Iterable[tuple[Scenario, Announcement]]) -> None:
        with EventProducer(self._system.broker.bootstrap, TOPIC) as producer:
            for flight, announcement in said:
                key, source = str(flight.key), source_of(announcement, flight.key)
                self._numbered[source, key] += 1
                event = event_of(flight.key, announcement, source, self._numbered[source, key], SEED)
                producer.send(event)
                self.events.append(event)
                self.sent[key].add(event.event_id)
