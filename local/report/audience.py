"""How far a flight counts as having come, when a report asks who had to be told."""

from local.report.flight_record import FlightRecord
from services.core.flight.movement import Phase
from services.core.table.flight_item import derived_json
from services.core.telling.audience import Audience


def audience_of(record: FlightRecord, contact_id: str, *, heard_late: bool) -> Audience:
    """The audience by which one contact is judged when all is over.

    Once a flight has left, nobody is concerned any more. That must not excuse what was due before, so it
    counts as not having left; but for a flight whose last announcement was heard after its departure.
    """
    phase = Phase.SCHEDULED
    if heard_late and record.state is not None:
        phase = Phase(derived_json(record.state)["phase"])
    contact = record.contacts[contact_id]
    return Audience(phase, contact_id not in record.off_flight, opted_out=not contact.wanted)
