"""What must hold of any scenario, and the parts that their own checks are made of."""

from collections.abc import Collection, Iterator

from flightpulse.scenario.course import Course
from flightpulse.scenario.script import Check
from local.report.losses import contacts_not_told
from services.core.booking.booking import BookingStatus
from services.core.telling.rule import Rule


def always(course: Course) -> Iterator[str]:
    """The promises: whoever should know knows the truth, nothing is told twice, numbers have no gaps."""
    if course.record is None or course.record.state is None:
        yield "the flight is not in the table"
        return
    for loss in contacts_not_told(course.record, now=course.reached):
        yield f"contact {loss.subject[:8]} was not told the final truth: {loss.detail}"
    seen = [(told.contact_id, told.channel, told.n) for told in course.told]
    if len(seen) != len(set(seen)):
        yield "a number was told twice on one channel"
    for told_contact, numbers in course.numbers().items():
        if numbers != set(range(1, len(numbers) + 1)):
            yield f"contact {told_contact[:8]} has the message numbers {sorted(numbers)}"
    for contact_id, contact in course.record.contacts.items():
        if not contact.wanted and contact_id in course.numbers():
            yield f"contact {contact_id[:8]} opted out and was told"


def both(*checks: Check) -> Check:
    """All of these."""
    return lambda course: (complaint for check in checks for complaint in check(course))


def messages_each(low: int, high: int) -> Check:
    """Everybody who wants messages gets from `low` to `high` of them in all."""

    def check(course: Course) -> Iterator[str]:
        numbers = course.numbers()
        for contact_id in _wanting(course):
            count = len(numbers.get(contact_id, ()))
            if not low <= count <= high:
                wanted = str(low) if low == high else f"{low} to {high}"
                yield f"contact {contact_id[:8]} got {count} messages, not {wanted}"

    return check


def nothing_in_act(number: int, *rules: Rule) -> Check:
    """Nobody is told anything in this act, each for one of these reasons or for having opted out."""

    def check(course: Course) -> Iterator[str]:
        act = course.acts[number]
        if act.told:
            yield f"act {number + 1} told {len(act.told)} messages, and should have told none"
        for silent in act.not_told:
            if silent.rule not in (*rules, Rule.OPTED_OUT):
                yield f"in act {number + 1} the rule was {silent.rule}, not {' or '.join(rules)}"

    return check


def kinds_in_act(number: int, *kinds: str) -> Check:
    """The messages of this act are of these kinds, and there are some."""

    def check(course: Course) -> Iterator[str]:
        found = {told.kind for told in course.acts[number].told}
        if not found or not found <= set(kinds):
            yield f"act {number + 1} told of {sorted(found) or 'nothing'}, not of {' or '.join(kinds)}"

    return check


def published_in_act(number: int, *detail_types: str) -> Check:
    """Each of these left in this act."""

    def check(course: Course) -> Iterator[str]:
        found = {published.detail_type for published in course.acts[number].published}
        for missing in sorted(set(detail_types) - found):
            yield f"act {number + 1} did not publish {missing}"

    return check


def bookings_in_act(number: int, status: BookingStatus) -> Check:
    """After this act every passenger's booking has this status."""

    def check(course: Course) -> Iterator[str]:
        found = course.acts[number].bookings
        if set(found) != {status}:
            yield f"after act {number + 1} bookings are {sorted(found)}, not {status}"

    return check


def last_text_holds(*words: str) -> Check:
    """The last message to each contact holds each of these."""

    def check(course: Course) -> Iterator[str]:
        for contact_id, told in course.last().items():
            for word in words:
                if word not in told.text:
                    yield f"the last message to contact {contact_id[:8]} does not hold {word!r}"

    return check


def _wanting(course: Course) -> Collection[str]:
    if course.record is None:
        return ()
    return [contact_id for contact_id, contact in course.record.contacts.items() if contact.wanted]
