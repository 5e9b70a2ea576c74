"""Courses of a scenario, made up: one contact that wants messages and one that does not."""

from typing import Any

from flightpulse.scenario.course import ActSeen, Course, NotTold, Published, Told
from local.report.flight_record import FlightRecord
from services.core.booking.contact import Channel, Contact
from services.core.flight.truth import Truth
from services.core.table.flight_item import Outbox, flight_item
from services.core.telling import told as telling
from services.core.telling.rule import Rule
from tests.unit.core.flights import KEY, delayed, run, scheduled

ANA = Contact("a" * 32, "phone", "+12015550100", (Channel.SMS,), "en-US", "America/New_York", "Ana")
DORA = Contact(
    "d" * 32,
    "email",
    "dora@example.com",
    (Channel.EMAIL,),
    "en-US",
    "America/New_York",
    "Dora",
    frozenset({Channel.EMAIL}),
)
STEP = run([scheduled()], [delayed(2, 40)])[-1]
TRUTH: Truth = STEP.derived.truth
STATE = flight_item(STEP.after, STEP.derived, Outbox("flight-operations", 0, 1), TRUTH.out or 0, 1)


def told(n: int = 1, **changes: Any) -> Told:
    """The n-th message to Ana."""
    values: dict[str, Any] = {
        "notification_id": f"{n}",
        "contact_id": ANA.contact_id,
        "name": "Ana",
        "contact": ANA.masked,
        "channel": "sms",
        "n": n,
        "kind": "delay",
        "rule": Rule.FIRST,
        "as_of": 0,
        "text": "UA207 leaves from gate B7.",
    }
    return Told(**values | changes)


def silent(contact: Contact = DORA, rule: Rule = Rule.OPTED_OUT) -> NotTold:
    """Somebody who was not told."""
    return NotTold(contact.contact_id, contact.first_name or "", contact.masked, rule, "in words")


def act(*messages: Told, not_told: tuple[NotTold, ...] = (), published: tuple[str, ...] = ()) -> ActSeen:
    """An act that told these."""
    envelopes = tuple(Published(detail_type, 1, {}) for detail_type in published)
    return ActSeen((), None, envelopes, messages, not_told)


def record(known: Truth | None = TRUTH) -> FlightRecord:
    """The flight at the end; Ana knows this of it."""
    contacts = {contact.contact_id: contact for contact in (ANA, DORA)}
    return FlightRecord(str(KEY), STATE, frozenset(), contacts, {ANA.contact_id: telling.Told(1, known)})


def course(*acts: ActSeen, known: Truth | None = TRUTH) -> Course:
    """A course of these acts."""
    return Course(str(KEY), list(acts), record(known))
