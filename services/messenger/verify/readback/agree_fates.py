"""What becomes of the flight, and why, against the facts."""

from collections.abc import Mapping
from typing import Final

from services.core.flight.truth import Disposition
from services.messenger.facts.facts import Facts
from services.messenger.verify.readback.check import Check, same
from services.messenger.verify.readback.claims import Reading


def _disposition(reading: Reading, facts: Facts) -> bool:
    true = {facts.disposition.new.value} if facts.disposition else set()
    return same(reading, reading.dispositions, true)


def _cancellation_withdrawn(reading: Reading, facts: Facts) -> bool:
    fact = facts.disposition
    withdrawn = (
        fact is not None
        and fact.is_new
        and (fact.old, fact.new) == (Disposition.CANCELLED, Disposition.OPERATING)
    )
    return reading.cancellation_withdrawn == withdrawn or (
        reading.subject and not reading.cancellation_withdrawn
    )


def _reason(reading: Reading, facts: Facts) -> bool:
    return reading.reasons <= ({facts.reason} if facts.reason else set())


FATES: Final[Mapping[str, Check]] = {
    "disposition": _disposition,
    "cancellation_withdrawn": _cancellation_withdrawn,
    "reason": _reason,
}
