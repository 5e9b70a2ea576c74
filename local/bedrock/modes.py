"""How the stand-in behaves: well, or in one of the ways that real models and services misbehave."""

from enum import StrEnum

MODEL_PREFIX = "stand-in."


class Mode(StrEnum):
    """A behaviour; the value is also the tail of a model id, as in `stand-in.throttle`."""

    GOOD = "good"
    BAD_ONCE = "bad-once"  # breaks a rule, and keeps it once the request lists the errors
    ALWAYS_BAD = "always-bad"
    THROTTLE = "throttle"
    UNAVAILABLE = "unavailable"
    DENIED = "denied"
    SLOW = "slow"
    REFUSES_FORCED_TOOL = "refuses-forced-tool"  # as models do that think by default
    PROSE_BEFORE_TOOL = "prose-before-tool"
    THINKING_BLOCK_FIRST = "thinking-block-first"
    MAX_TOKENS = "max-tokens"
    MALFORMED = "malformed"
    NO_TOOL = "no-tool"


def mode_of_model(model_id: str) -> Mode:
    """The behaviour that a model id asks for; any other id than `stand-in.<mode>` is answered well."""
    tail = model_id.removeprefix(MODEL_PREFIX)
    return Mode(tail) if model_id != tail and tail in set(Mode) else Mode.GOOD
