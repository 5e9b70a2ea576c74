"""Why a contact was not told: the rule that the messenger's own decision rests on."""

from flightpulse.scenario.course import NotTold
from local.report.flight_record import FlightRecord
from services.core.clock import format_instant
from services.core.flight.movement import Phase
from services.core.table.flight_item import baseline, derived_json, published_truth
from services.core.telling.audience import Audience
from services.core.telling.difference import due
from services.core.telling.told import Told

QUIET_HOURS = "telling.quiet-hours"
UNKNOWN_FLIGHT = "flight.unknown"


def not_told(record: FlightRecord, told_now: set[str]) -> list[NotTold]:
    """Everybody on the flight who got no message in this act."""
    return [_decision(record, contact) for contact in sorted(record.contacts.keys() - told_now)]


def _decision(record: FlightRecord, contact_id: str) -> NotTold:
    contact = record.contacts[contact_id]
    if record.state is None:
        return NotTold(contact_id, contact.masked, UNKNOWN_FLIGHT)
    told = record.told.get(contact_id, Told())
    phase = Phase(derived_json(record.state)["phase"])
    audience = Audience(phase, opted_out=not contact.wanted)
    decided = due(told, published_truth(record.state), baseline(record.state), audience)
    if decided and told.held is not None:
        return NotTold(contact_id, contact.masked, QUIET_HOURS, f"until {format_instant(told.held.until)}")
    # Due, and yet not told: the checks complain of it too.
    detail = f"BUT DUE: {', '.join(decided.new)}" if decided else ""
    return NotTold(contact_id, contact.masked, str(decided.rule), detail)
