"""Contacts of notifiable flights without a message, each with the rule that decided so."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from local.report.audience import audience_of
from local.report.flight_record import FlightRecord
from local.report.losses import Loss, is_held
from services.core.clock import Instant
from services.core.table.flight_item import baseline, published_truth
from services.core.telling.difference import due
from services.core.telling.rule import Rule
from services.core.telling.told import Told

REASONS = frozenset({Rule.OPTED_OUT, Rule.NOT_ON_FLIGHT, Rule.NOT_CONCERNED, Rule.MOOT, Rule.HELD})
"""What explains silence about a flight that is notifiable. That it is on time, say, does not: it is not."""


def suppressed_by_rule(
    records: Iterable[FlightRecord], notifiable: Collection[str], heard_late: Collection[str], now: Instant
) -> Counter[str]:
    """How many contacts of notifiable flights each rule kept a message from, as of the minute `now`."""
    return Counter(
        rule.value
        for record in records
        if record.flight_key in notifiable
        for _, rule in _silences(record, now, late=record.flight_key in heard_late)
        if rule in REASONS
    )


def unexplained(
    records: Iterable[FlightRecord], notifiable: Collection[str], heard_late: Collection[str], now: Instant
) -> Iterator[Loss]:
    """Contacts of notifiable flights with neither a message nor a reason; flights the table lacks."""
    for record in records:
        if record.flight_key not in notifiable:
            continue
        if record.state is None:
            yield Loss("unexplained_silence", record.flight_key, "", "the table does not know the flight")
        for contact_id, rule in _silences(record, now, late=record.flight_key in heard_late):
            if rule not in REASONS:
                yield Loss("unexplained_silence", record.flight_key, contact_id, f"no message ({rule})")


def _silences(record: FlightRecord, now: Instant, *, late: bool) -> Iterator[tuple[str, Rule]]:
    if record.state is None:
        return
    truth, booked = published_truth(record.state), baseline(record.state)
    heard = {item["contactId"] for item in record.notifications}
    for contact_id in record.contacts:
        if contact_id in heard:
            continue
        told = record.told.get(contact_id, Told())
        found = due(told, truth, booked, audience_of(record, contact_id, heard_late=late))
        yield contact_id, Rule.HELD if found and is_held(told, now) else found.rule
