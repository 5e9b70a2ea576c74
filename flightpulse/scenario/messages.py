"""Messages as a timeline shows them."""

from flightpulse.scenario.course import Told
from local.report.flight_record import FlightRecord
from services.core.clock import parse_instant


def messages_of(record: FlightRecord) -> list[Told]:
    """Every message about the flight, in the order of their numbers, each with its id."""
    told = [
        Told(
            notification_id=item["notificationId"],
            contact_id=item["contactId"],
            name=record.contacts[item["contactId"]].first_name or "",
            contact=item["maskedContact"],
            channel=item["channel"],
            n=item["n"],
            kind=item["kind"],
            rule=item["ruleId"],
            as_of=parse_instant(item["asOf"]),
            text=" ".join(item["body"].split()),
        )
        for item in record.notifications
    ]
    return sorted(told, key=lambda each: (each.n, each.name, each.channel))
