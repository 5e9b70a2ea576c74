"""The read-back of one text against its facts."""

from collections.abc import Mapping

from services.messenger.compose.interface import Rejection
from services.messenger.facts.facts import Facts
from services.messenger.verify.readback.check import Check
from services.messenger.verify.readback.checks import CHECKS
from services.messenger.verify.readback.read import read


def readback_errors(
    text: str, facts: Facts, *, subject: bool = False, checks: Mapping[str, Check] | None = None
) -> tuple[Rejection, ...]:
    """Every check that the finished text fails, with what of the text was not understood."""
    reading = read(text, facts, subject)
    return tuple(
        Rejection(f"read_back.{name}", reading.rest.strip()[:120])
        for name, check in (CHECKS if checks is None else checks).items()
        if not check(reading, facts)
    )
