"""Why a contact was told, or not: the rule that decided, for the whole and for each aspect."""

from dataclasses import dataclass

from services.core.clock import format_instant
from services.core.flight.truth import Baseline, Disposition, Truth
from services.core.telling.aspect import Aspect, differs
from services.core.telling.audience import Audience
from services.core.telling.difference import Due, due, open_aspects
from services.core.telling.rule import WORDS, Rule
from services.core.telling.told import Told


@dataclass(frozen=True, slots=True)
class Explanation:
    """`rule` decided; `words` say it to an operator. `aspects` has the rule for each aspect."""

    rule: Rule
    words: str
    aspects: tuple[tuple[Aspect, Rule], ...]


def explain(
    told: Told, published: Truth, baseline: Baseline, audience: Audience, *, truth: Truth | None = None
) -> Explanation:
    """The answer to "why", or "why not", for one contact at this moment.

    `truth` is what is true now; given, a move too small to have been announced is named too.
    """
    found = due(told, published, baseline, audience)
    rule = _overall(told, found, published, truth)
    aspects = tuple(
        (aspect, _of_aspect(aspect, told, found, published, baseline, audience, truth)) for aspect in Aspect
    )
    return Explanation(rule, _words(rule, told, [aspect for aspect, of in aspects if of is rule]), aspects)


def _overall(told: Told, found: Due, published: Truth, truth: Truth | None) -> Rule:
    if found:
        return Rule.HELD if told.held is not None else found.rule
    settled = found.rule in (Rule.ALREADY_TOLD, Rule.ON_BASELINE)
    return _unannounced(published) if settled and truth is not None and truth != published else found.rule


def _unannounced(published: Truth) -> Rule:
    """Times and gates of a cancelled flight are not announced at all, however far they move."""
    return Rule.MOOT if published.disposition is Disposition.CANCELLED else Rule.UNANNOUNCED


def _of_aspect(
    aspect: Aspect,
    told: Told,
    found: Due,
    published: Truth,
    baseline: Baseline,
    audience: Audience,
    truth: Truth | None,
) -> Rule:
    if found.rule in (Rule.NOT_ON_FLIGHT, Rule.OPTED_OUT):
        return found.rule
    if aspect in found.new:
        return Rule.HELD if told.held is not None else found.rule
    if aspect in open_aspects(told, published, baseline):
        return audience.kept_from(aspect, told.values, published) or found.rule
    if truth is not None and differs(aspect, published, truth):
        return _unannounced(published)
    if told.values is not None:
        return Rule.ALREADY_TOLD
    late = aspect is Aspect.TIME and baseline.out is not None and published.out != baseline.out
    return Rule.BELOW_THRESHOLD if late else Rule.ON_BASELINE


def _words(rule: Rule, told: Told, aspects: list[Aspect]) -> str:
    until = f" ({format_instant(told.held.until)})" if rule is Rule.HELD and told.held is not None else ""
    named = f": {', '.join(aspects)}" if aspects and len(aspects) < len(Aspect) else ""
    return f"{WORDS[rule]}{until}{named}"
