"""What was lost in a replay. An empty list is the promise kept."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from local.report.audience import audience_of
from local.report.flight_record import FlightRecord
from services.core.clock import Instant
from services.core.table.flight_item import baseline, published_truth
from services.core.telling.difference import due
from services.core.telling.told import Told


@dataclass(frozen=True, slots=True)
class Loss:
    """One broken promise about a flight (empty: about none in particular). `kind` is one of

    event_not_in_table, not_told, still_held, not_sent, not_recorded, told_twice, unexplained_silence,
    total_differs, workflow_failed, poison_not_buried, dead_letter.
    """

    kind: str
    flight_key: str
    subject: str
    detail: str


def losses_of(
    record: FlightRecord,
    sent_event_ids: Collection[str],
    in_sinks: Collection[str],
    *,
    now: Instant,
    heard_late: bool = False,
) -> list[Loss]:
    """Everything lost of one flight, given the ids of its events and of all messages that reached a sink.

    `now` is the minute that the day has reached.
    """
    return [
        *_events_missing(record, sent_event_ids),
        *contacts_not_told(record, now=now, heard_late=heard_late),
        *_messages_not_sent(record, in_sinks),
    ]


def _events_missing(record: FlightRecord, sent: Iterable[str]) -> Iterator[Loss]:
    for event_id in sorted(set(sent) - record.event_ids):
        yield Loss("event_not_in_table", record.flight_key, event_id, "no history row for this event")


def contacts_not_told(record: FlightRecord, *, now: Instant, heard_late: bool = False) -> Iterator[Loss]:
    """Who does not know what is published of the flight and should; as if it had not left yet.

    A message on hold is no loss until its quiet hours are over; `now` is the minute that the day has
    reached. `heard_late` says that its departure was heard of before its last announcement: then it has left.
    """
    if record.state is None:
        return
    truth, booked = published_truth(record.state), baseline(record.state)
    for contact_id in record.contacts:
        told = record.told.get(contact_id, Told())
        open_ = due(told, truth, booked, audience_of(record, contact_id, heard_late=heard_late))
        if open_ and not is_held(told, now):
            aspects = ", ".join(open_.new)
            yield Loss("not_told", record.flight_key, contact_id, f"{aspects} ({open_.rule})")


def is_held(told: Told, now: Instant) -> bool:
    """Whether a message has to wait still, at this minute of the day, for the end of quiet hours."""
    return told.held is not None and told.held.until > now


def _messages_not_sent(record: FlightRecord, in_sinks: Collection[str]) -> Iterator[Loss]:
    for item in record.notifications:
        if item["notificationId"] not in in_sinks:
            yield Loss(
                "not_sent", record.flight_key, item["notificationId"], f"no {item['channel']} in its sink"
            )
