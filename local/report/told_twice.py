"""Whether anybody was told one thing twice, by the records of the messages and by what reached the sinks.

The rules, for each contact of a flight: the numbers run 1, 2, 3 without a gap up to the number in TOLD; one
number has one message a channel; what a number states differs from what the number before it stated, unless
somebody asked to have it sent again. For each sink: lines of one notification id all say the same, which
makes a second one a repeat of the delivery that a sender drops; and each id has a record.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from local.report.flight_record import FlightRecord
from local.report.losses import Loss
from local.report.reader import Item
from services.core.telling.rule import Rule
from services.core.telling.told import Told

VALUE_OF = {
    "disposition": "new",
    "diversion": "new",
    "time": "new",
    "gate": "new",
    "terminal": "new",
    "next_info": "at",
}
SAID = ("flightKey", "contactId", "channel", "n", "textHash")


def told_twice(record: FlightRecord) -> Iterator[Loss]:
    """What the records of one flight's messages say."""
    by_contact: defaultdict[str, list[Item]] = defaultdict(list)
    for item in record.notifications:
        by_contact[item["contactId"]].append(item)
    for contact_id in sorted({*by_contact, *record.told}):
        items, told = by_contact[contact_id], record.told.get(contact_id, Told())
        for detail in (*_numbering(items, told), *_doubled(items), *_repeated(items)):
            yield Loss("told_twice", record.flight_key, contact_id, detail)


def lines_against_records(lines: Iterable[dict[str, Any]], recorded: Iterable[Item]) -> Iterator[Loss]:
    """What the sinks say against the records of all messages."""
    records = {item["notificationId"]: item for item in recorded}
    first: dict[str, tuple[Any, ...]] = {}
    for line in lines:
        identity = line["notificationId"]
        said = tuple(line[name] for name in SAID)
        if first.setdefault(identity, said) != said:
            yield Loss("told_twice", line["flightKey"], identity, "one notification id with two contents")
        if identity not in records:
            yield Loss("not_recorded", line["flightKey"], identity, "in a sink, without a record")


def stated(item: Item) -> dict[str, Any]:
    """The values that a message states, whatever it calls new and whatever they were before."""
    facts = json.loads(item["facts"])
    return {name: facts[name][value] for name, value in VALUE_OF.items() if facts.get(name) is not None}


def _numbering(items: Sequence[Item], told: Told) -> Iterator[str]:
    numbers = sorted({int(item["n"]) for item in items})
    if numbers != list(range(1, told.n + 1)):
        yield f"messages {numbers}, but TOLD counts {told.n}"


def _doubled(items: Sequence[Item]) -> Iterator[str]:
    counted = Counter((int(item["n"]), item["channel"]) for item in items)
    for (number, channel), count in sorted(counted.items()):
        if count > 1:
            yield f"number {number} went out {count} times by {channel}"


def _repeated(items: Sequence[Item]) -> Iterator[str]:
    one_each = {int(item["n"]): item for item in items}
    for before, after in pairwise(sorted(one_each)):
        resent = one_each[after]["ruleId"] == Rule.RESEND
        if stated(one_each[before]) == stated(one_each[after]) and not resent:
            yield f"number {after} states what number {before} stated"
