"""The merge: state is a set of registers, and merging never depends on the order of arrival.

Each field keeps one register per lineage. A lineage is one source counting its own events; the
events that a source sends without a count form a lineage of their own. Within a lineage the
higher (authority, seq, event id) is kept: a maximum, hence commutative, associative and
idempotent. Across lineages the value that counts is chosen when it is read: by authority, then
by when it became true, then by event id. Counts of two sources are never compared.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from services.core.clock import Instant
from services.core.flight.authority import Authority, rank
from services.core.flight.event import FlightEvent, Value

Registers = Mapping[str, Mapping[str, "Register"]]
"""field -> lineage -> register."""


class Register(NamedTuple):
    """One value of one field, with what decides whether it is kept.

    A tuple, since every event makes several: a frozen dataclass takes three times as long to make.
    """

    value: Value
    authority: Authority
    seq: int
    occurred_at: Instant
    event_id: str


def merge(registers: Registers, event: FlightEvent) -> tuple[Registers, frozenset[str]]:
    """Take in one event. Returns the registers and the fields that it changed (none: stale or repeated)."""
    lineage = lineage_of(event)
    seq = event.seq if event.seq is not None else event.occurred_at
    changed: dict[str, Mapping[str, Register]] = {}
    for field, value in event.facts.items():
        arrived = Register(value, event.authority, seq, event.occurred_at, event.event_id)
        lineages = registers.get(field)
        if lineages is None:
            changed[field] = {lineage: arrived}
            continue
        kept = lineages.get(lineage)
        if kept is None or _beats(field, arrived, kept):
            changed[field] = {**lineages, lineage: arrived}
    if not changed:
        return registers, frozenset()
    return {**registers, **changed}, frozenset(changed)


def lineage_of(event: FlightEvent) -> str:
    """The lineage that an event belongs to."""
    return event.source if event.seq is not None else f"{event.source}~"


def join(one: Registers, other: Registers) -> Registers:
    """Merge two states of one flight."""
    joined: dict[str, dict[str, Register]] = {}
    for field in one.keys() | other.keys():
        lineages = dict(one.get(field, {}))
        for lineage, register in other.get(field, {}).items():
            if lineage not in lineages or _beats(field, register, lineages[lineage]):
                lineages[lineage] = register
        joined[field] = lineages
    return joined


def winner(registers: Registers, field: str) -> Register | None:
    """The register that counts for a field, or None where nobody said anything."""
    lineages = registers.get(field)
    if not lineages:
        return None
    if len(lineages) == 1:
        return next(iter(lineages.values()))

    def belief(lineage: str) -> tuple[int, Instant, str, str]:
        register = lineages[lineage]
        return rank(register.authority, field), register.occurred_at, register.event_id, lineage

    return lineages[max(lineages, key=belief)]


def winners(registers: Registers) -> dict[str, Register]:
    """The register that counts, field by field."""
    found = {}
    for field, lineages in registers.items():
        if len(lineages) == 1:  # nearly always: spares a call for each field
            (found[field],) = lineages.values()
        elif (register := winner(registers, field)) is not None:
            found[field] = register
    return found


def values(registers: Registers) -> dict[str, Value]:
    """What counts, field by field."""
    return {field: register.value for field, register in winners(registers).items()}


def to_json(registers: Registers) -> dict[str, Any]:
    """Registers as what JSON is made of: field -> lineage -> [value, authority, seq, occurredAt, eventId].

    A register is such a list as it stands: tuples and the names of authorities are JSON already.
    """
    return dict(registers)


def from_json(stored: Mapping[str, Mapping[str, Iterable[Any]]]) -> Registers:
    """Registers from what `to_json` wrote."""
    return {
        field: {lineage: _register(*fields) for lineage, fields in lineages.items()}
        for field, lineages in stored.items()
    }


def _register(value: Any, authority: str, seq: int, occurred_at: Instant, event_id: str) -> Register:
    plain = tuple(value) if isinstance(value, list) else value
    return Register(plain, Authority[authority], seq, occurred_at, event_id)


def _beats(field: str, arrived: Register, kept: Register) -> bool:
    one, other = _weight(field, arrived), _weight(field, kept)
    # One event id with two bodies is a fault of the source. Whichever is kept, it must be the same
    # one in every order of arrival.
    return one > other or (one == other and repr(arrived) > repr(kept))


def _weight(field: str, register: Register) -> tuple[int, int, str]:
    return rank(register.authority, field), register.seq, register.event_id
