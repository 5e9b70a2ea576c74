"""What was lost in a replay. An empty list is the promise kept."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from local.report.flight_record import FlightRecord
from services.core.flight.movement import Phase
from services.core.table.flight_item import baseline, published_truth
from services.core.telling.audience import Audience
from services.core.telling.difference import due
from services.core.telling.told import Told


@dataclass(frozen=True, slots=True)
class Loss:
    """One broken promise: `kind` is event_not_in_table, not_told, not_sent or workflow_failed."""

    kind: str
    flight_key: str
    subject: str
    detail: str


def losses_of(record: FlightRecord, sent_event_ids: Collection[str], in_sinks: Collection[str]) -> list[Loss]:
    """Everything lost of one flight, given the ids of its events and of all messages that reached a sink."""
    return [
        *_events_missing(record, sent_event_ids),
        *contacts_not_told(record),
        *_messages_not_sent(record, in_sinks),
    ]


def _events_missing(record: FlightRecord, sent: Iterable[str]) -> Iterator[Loss]:
    for event_id in sorted(set(sent) - record.event_ids):
        yield Loss("event_not_in_table", record.flight_key, event_id, "no history row for this event")


def contacts_not_told(record: FlightRecord) -> Iterator[Loss]:
    """Who does not know what is published of the flight and should; as if it had not left yet."""
    if record.state is None:
        return
    truth, booked = published_truth(record.state), baseline(record.state)
    for contact_id, contact in record.contacts.items():
        told = record.told.get(contact_id, Told())
        # Once it has left, nobody is concerned; that must not excuse what was due before.
        audience = Audience(Phase.SCHEDULED, opted_out=not contact.wanted)
        open_ = due(told, truth, booked, audience)
        if open_ and told.held is None:
            aspects = ", ".join(open_.new)
            yield Loss("not_told", record.flight_key, contact_id, f"{aspects} ({open_.rule})")


def _messages_not_sent(record: FlightRecord, in_sinks: Collection[str]) -> Iterator[Loss]:
    for item in record.notifications:
        if item["notificationId"] not in in_sinks:
            yield Loss(
                "not_sent", record.flight_key, item["notificationId"], f"no {item['channel']} in its sink"
            )
