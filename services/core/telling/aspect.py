"""The aspects of a flight that a passenger can be told of."""

from dataclasses import replace
from enum import StrEnum

from services.core.flight.bands import Band, band
from services.core.flight.truth import Baseline, Disposition, Truth


class Aspect(StrEnum):
    """In the order in which they weigh."""

    DISPOSITION = "disposition"
    TIME = "time"
    NEXT_INFO = "next_info"
    GATE = "gate"
    TERMINAL = "terminal"


def differs(aspect: Aspect, one: Truth, other: Truth) -> bool:
    """Whether two truths differ in this aspect, exactly: hysteresis lives in flight.changes alone."""
    if aspect is Aspect.DISPOSITION:
        return (one.disposition, one.diverted_to) != (other.disposition, other.diverted_to)
    if aspect is Aspect.TIME:
        return one.out != other.out
    if aspect is Aspect.NEXT_INFO:
        return one.next_info != other.next_info
    if aspect is Aspect.GATE:
        return one.gate != other.gate
    return one.terminal != other.terminal


def off_baseline(aspect: Aspect, truth: Truth, baseline: Baseline) -> bool:
    """Whether someone who was never told anything has to hear of this aspect."""
    if aspect is Aspect.DISPOSITION:
        return truth.disposition is not Disposition.OPERATING
    if aspect is Aspect.TIME:
        # A time that nobody knows any more is no longer the one booked.
        withdrawn = truth.out is None and baseline.out is not None
        return withdrawn or band(truth.out, baseline.out) not in (Band.ON_TIME, None)
    if aspect is Aspect.NEXT_INFO:
        return truth.next_info is not None
    if aspect is Aspect.GATE:
        return truth.gate != baseline.gate
    return truth.terminal != baseline.terminal


def take(aspect: Aspect, values: Truth, from_: Truth) -> Truth:
    """`values` with this aspect as `from_` has it."""
    pick = {
        Aspect.DISPOSITION: ("disposition", "diverted_to"),
        Aspect.TIME: ("out",),
        Aspect.NEXT_INFO: ("next_info",),
        Aspect.GATE: ("gate",),
        Aspect.TERMINAL: ("terminal",),
    }[aspect]
    return replace(values, **{name: getattr(from_, name) for name in pick})
