"""The page that the command prints, and that docs/cost.md holds."""

from __future__ import annotations

from collections.abc import Iterator

from flightpulse.cost import prices
from flightpulse.cost.line import Line, total
from flightpulse.cost.quotas import quotas
from flightpulse.cost.running import running
from flightpulse.cost.standing import ENVIRONMENTS, standing
from flightpulse.cost.workload import Workload

SENDERS = ("Mail", "SMS", "Push")


def page(work: Workload, environment: str) -> Iterator[str]:
    """Line by line."""
    yield f"List prices of {prices.REGION}, {prices.AS_OF}, in US dollars: no discounts, free tier or tax."
    yield ""
    yield (
        f"{work.flights:,} flights a day, {work.updates:g} updates each, {work.passengers:,} passengers:"
        f" {work.events:,.0f} events, {work.messages:,.0f} messages a day"
    )
    yield ""
    yield from _idle(environment)
    yield ""
    yield from _work(work)
    yield ""
    yield from _quotas(work)


def per_million_events(work: Workload) -> float:
    """What a million events cost, with all that they set off but for the senders."""
    own = [line for line in running(work) if line.what not in SENDERS]
    return total(own) / work.events * 1_000_000


def _idle(environment: str) -> Iterator[str]:
    lines = standing(ENVIRONMENTS[environment])
    yield f"Idle, {environment}: a month of {prices.HOURS_A_MONTH} hours"
    yield from _bill(lines, "month")


def _work(work: Workload) -> Iterator[str]:
    lines = running(work)
    own = [line for line in lines if line.what not in SENDERS]
    yield "Running: a day"
    yield from _bill(own, "day")
    yield f"  {'for a million events':<32}{'':>18}  {per_million_events(work):>14,.2f}"
    yield ""
    yield "Senders, which are not part of this repository: a day"
    yield from _bill([line for line in lines if line.what in SENDERS], "day")


def _bill(lines: list[Line], period: str) -> Iterator[str]:
    for line in lines:
        yield f"  {line.what:<32}{line.quantity:>18,.1f}  {line.dollars:>14,.2f}  {line.price}: {line.how}"
    yield f"  {'together, a ' + period:<32}{'':>18}  {total(lines):>14,.2f}"


def _quotas(work: Workload) -> Iterator[str]:
    yield f"Quotas at the peak, {work.assumed.peak:g} times the mean of the day"
    for quota in quotas(work):
        verdict = "enough" if quota.met else quota.remedy
        yield (
            f"  {quota.what:<52}{quota.need:>12,.1f} of {quota.default:>9,.0f} {quota.unit:<14}"
            f"{quota.share:>7.0%}  {verdict}"
        )
