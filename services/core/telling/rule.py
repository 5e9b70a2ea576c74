"""The rules that decide about a message. Each decision names its rule, also the one to say nothing."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

RULES_VERSION: Final = "2"


class Rule(StrEnum):
    """Why something is said, or not."""

    DIFFERS = "telling.differs-from-told"
    FIRST = "telling.first-off-baseline"
    RESEND = "telling.resend-asked"
    ALREADY_TOLD = "telling.already-told"
    ON_BASELINE = "telling.on-baseline"
    BELOW_THRESHOLD = "telling.below-threshold"
    UNANNOUNCED = "announcing.below-threshold"
    NOT_CONCERNED = "telling.past-the-point"
    MOOT = "telling.moot-while-cancelled"
    NOT_ON_FLIGHT = "telling.not-on-flight"
    OPTED_OUT = "telling.opted-out"
    HELD = "telling.held-in-quiet-hours"


WORDS: Final[Mapping[Rule, str]] = {
    Rule.DIFFERS: "differs from what this contact was last told",
    Rule.FIRST: "never told, and no longer as booked",
    Rule.RESEND: "somebody asked to have it sent again",
    Rule.ALREADY_TOLD: "what is announced is what this contact was last told",
    Rule.ON_BASELINE: "never told anything, and all is as booked",
    Rule.BELOW_THRESHOLD: "never told anything, and the departure is less than 15 minutes late",
    Rule.UNANNOUNCED: "less than 15 minutes and in the same band as what was last announced",
    Rule.NOT_CONCERNED: "too late to act on: past the gate, or off-block",
    Rule.MOOT: "the flight is cancelled, so it has neither time nor gate",
    Rule.NOT_ON_FLIGHT: "no booking of this contact on the flight stands",
    Rule.OPTED_OUT: "this contact opted out of every channel",
    Rule.HELD: "kept back until the quiet hours of this contact end",
}
"""For operators: the rule as an answer to "why", or "why not"."""
