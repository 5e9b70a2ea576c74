"""Messages as a timeline shows them."""

from flightpulse.scenario.course import Told
from local.report.reader import Item
from services.core.clock import parse_instant


def told_of_record(item: Item) -> Told:
    """The message in a notification record."""
    return Told(
        contact_id=item["contactId"],
        contact=item["maskedContact"],
        channel=item["channel"],
        n=item["n"],
        kind=item["kind"],
        rule=item["ruleId"],
        as_of=parse_instant(item["asOf"]),
        text=" ".join(item["body"].split()),
    )
