"""Why a contact was not told: the rule that decided, asked of the kernel as the messenger asks it."""

from flightpulse.scenario.course import NotTold
from local.report.flight_record import FlightRecord
from local.report.reader import Item
from services.core.booking.contact import Contact
from services.core.flight.movement import Phase
from services.core.flight.truth import Truth
from services.core.table.flight_item import baseline, derived_json, published_truth
from services.core.telling.audience import Audience
from services.core.telling.explain import explain
from services.core.telling.told import Told


def not_told(record: FlightRecord, told_now: set[str]) -> list[NotTold]:
    """Everybody on the flight who got no message in this act; nobody when the flight is unknown."""
    state = record.state
    if state is None:
        return []
    silent = sorted(record.contacts.keys() - told_now)
    return [
        _decision(state, record.contacts[contact], record.told.get(contact, Told())) for contact in silent
    ]


def _decision(state: Item, contact: Contact, told: Told) -> NotTold:
    derived = derived_json(state)
    found = explain(
        told,
        published_truth(state),
        baseline(state),
        Audience(Phase(derived["phase"]), opted_out=not contact.wanted),
        truth=Truth.from_json(derived["truth"]),
    )
    return NotTold(contact.contact_id, contact.first_name or "", contact.masked, found.rule, found.words)
