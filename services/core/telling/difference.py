"""What is due to a contact: the difference between what is published and what it was told.

Level-triggered: an event only says "look at this flight now". Every decision names the rule
that made it, also when it is to say nothing.
"""

from dataclasses import dataclass
from enum import StrEnum

from services.core.flight.bands import Band, band
from services.core.flight.truth import Baseline, Disposition, Truth
from services.core.telling.aspect import Aspect, differs, off_baseline
from services.core.telling.audience import Audience
from services.core.telling.rule import RULES_VERSION, Rule
from services.core.telling.told import Told

__all__ = ["RULES_VERSION", "Due", "Kind", "Rule", "due", "final_truth_told", "kind_of", "to_state"]


class Kind(StrEnum):
    """The frame of a message, the gravest first."""

    CANCELLED = "cancelled"
    DIVERTED = "diverted"
    REINSTATED = "reinstated"
    DELAY = "delay"
    DELAY_CLEARED = "delay_cleared"
    GATE = "gate"


@dataclass(frozen=True, slots=True)
class Due:
    """`new` has the aspects that make a message due, empty for silence; `rule` says why."""

    new: tuple[Aspect, ...]
    rule: Rule

    def __bool__(self) -> bool:
        return bool(self.new)


def due(told: Told, published: Truth, baseline: Baseline, audience: Audience) -> Due:
    """What this contact has to be told now."""
    if not audience.on_flight:
        return Due((), Rule.NOT_ON_FLIGHT)
    if audience.opted_out:
        return Due((), Rule.OPTED_OUT)
    open_ = open_aspects(told, published, baseline)
    kept = [audience.kept_from(aspect, told.values, published) for aspect in open_]
    new = tuple(aspect for aspect, rule in zip(open_, kept, strict=True) if rule is None)
    if new:
        return Due(new, Rule.FIRST if told.values is None else Rule.DIFFERS)
    return Due((), next((rule for rule in kept if rule), _nothing_open(told, published, baseline)))


def open_aspects(told: Told, published: Truth, baseline: Baseline) -> tuple[Aspect, ...]:
    """What this contact does not know, whether or not it can still act on it."""
    if told.values is None:
        return tuple(aspect for aspect in Aspect if off_baseline(aspect, published, baseline))
    return tuple(aspect for aspect in Aspect if differs(aspect, told.values, published))


def _nothing_open(told: Told, published: Truth, baseline: Baseline) -> Rule:
    if told.values is not None:
        return Rule.ALREADY_TOLD
    moved = baseline.out is not None and published.out != baseline.out
    return Rule.BELOW_THRESHOLD if moved else Rule.ON_BASELINE


def to_state(told: Told, published: Truth, baseline: Baseline, new: tuple[Aspect, ...]) -> tuple[Aspect, ...]:
    """Every aspect that a message has to state: the new first, then all off the baseline or ever told.

    A message with the difference alone is overtaken when two arrive out of order; one that
    states everything is right whichever is read last. A cancelled flight has no time and no gate.
    """
    if published.disposition is Disposition.CANCELLED:
        return (Aspect.DISPOSITION,)
    also = [
        aspect
        for aspect in Aspect
        if aspect not in new and (aspect in told.ever or off_baseline(aspect, published, baseline))
    ]
    return (*new, *also)


def kind_of(told: Told, published: Truth, baseline: Baseline, new: tuple[Aspect, ...]) -> Kind:
    """The gravest kind among what is new."""
    if Aspect.DISPOSITION in new:
        if published.disposition is Disposition.CANCELLED:
            return Kind.CANCELLED
        if published.disposition is Disposition.DIVERTED:
            return Kind.DIVERTED
        before = told.values.disposition if told.values else Disposition.OPERATING
        return Kind.REINSTATED if before in (Disposition.CANCELLED, Disposition.DIVERTED) else Kind.DELAY
    if Aspect.TIME in new or Aspect.NEXT_INFO in new:
        cleared = published.next_info is None and band(published.out, baseline.out) is Band.ON_TIME
        return Kind.DELAY_CLEARED if cleared else Kind.DELAY
    return Kind.GATE


def final_truth_told(told: Told, published: Truth, baseline: Baseline, audience: Audience) -> bool:
    """Whether this contact knows all that is published and that it can still act on.

    `published` has the disposition and gate of the truth, and its time to 15 minutes and the band.
    """
    return not due(told, published, baseline, audience)
