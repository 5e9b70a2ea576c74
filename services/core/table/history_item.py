"""One history row: a pure function of the input event, so that writing it twice changes nothing."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from services.core.clock import format_instant
from services.core.flight.event import FlightEvent
from services.core.flight.key import Designator
from services.core.table import keys
from services.core.table.flight_item import Text, dumps


def history_item(event: FlightEvent, text: Text = dumps) -> dict[str, Any]:
    """The EVT row of an event. No offset: the same event may lie at two. `text` as for `flight_item`."""
    key = str(event.flight_key)
    pk, sk = keys.history(key, event.occurred_at, event.event_id)
    return {
        "PK": pk,
        "SK": sk,
        "type": "history",
        "flightKey": key,
        "eventId": event.event_id,
        "eventType": event.event_type,
        "source": event.source,
        "authority": event.authority.value,
        "seq": event.seq,
        "occurredAt": format_instant(event.occurred_at),
        "publishedAt": format_instant(event.published_at),
        "correlationId": event.correlation_id,
        "causationId": event.causation_id,
        "provenance": text(dict(event.provenance)),
        "facts": text({k: list(v) if isinstance(v, tuple) else v for k, v in event.facts.items()}),
    }


def designator_items(event: FlightEvent) -> list[dict[str, Any]]:
    """Pointers from designator and local origin date to the flight, written with its schedule.

    One for the operating carrier's designator, one for each under which others sell the flight, and one
    from the operating carrier alone.
    """
    flight = event.flight_key
    day, own = flight.date.isoformat(), Designator(flight.carrier, flight.number, flight.suffix)
    called = dict.fromkeys((own, *_sold(event)))
    pks = [keys.designator_pk(one.carrier, one.number, one.suffix, day) for one in called]
    return [_pointer(event, pk) for pk in (*pks, keys.carrier_pk(flight.carrier, day))]


def _sold(event: FlightEvent) -> Iterator[Designator]:
    """A text that is no designator cannot be asked for either, and is no reason to refuse a schedule."""
    marketing = event.facts.get("marketing")
    for text in marketing if isinstance(marketing, tuple) else ():
        with suppress(ValueError):
            yield Designator.parse(text)


def _pointer(event: FlightEvent, pk: str) -> dict[str, Any]:
    flight = str(event.flight_key)
    return {
        **keys.Key(pk, keys.flight_pk(flight)).primary(),
        "type": "designator",
        "flightKey": flight,
        "scheduledOut": event.facts.get("scheduledOut"),
    }
