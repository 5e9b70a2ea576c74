"""How a delay became known: the synthetic steps of a rolling delay that end in the real one."""

from dataclasses import dataclass

from local.replay.chance import Chance
from services.core.clock import MINUTE, Instant

ANNOUNCED_FROM_MINUTES = 15
LONGEST_LEAD_MINUTES = 180
SHORTEST_LEAD_MINUTES = 20


@dataclass(frozen=True, slots=True)
class DelayStep:
    """One announcement: when it was made, and the departure it announced."""

    published_at: Instant
    estimated_out: Instant
    delay_minutes: int
    is_truth: bool


def delay_steps(
    scheduled_out: Instant, delay_minutes: int, chance: Chance, known_at: Instant | None = None
) -> tuple[DelayStep, ...]:
    """The announcements of a delay, oldest first; none below 15 minutes, which counts as on time.

    Each estimate is later than the one before, each is made before the one before has passed, and the
    last is what really happened; so no estimate ever lies in the past or outlives its own truth. The
    first comes at `known_at`, or some time between three hours and twenty minutes before the schedule.
    """
    if delay_minutes < ANNOUNCED_FROM_MINUTES:
        return ()
    lead = chance.whole("delay lead", SHORTEST_LEAD_MINUTES, LONGEST_LEAD_MINUTES) * MINUTE
    published = scheduled_out - lead if known_at is None else known_at
    steps: list[DelayStep] = []
    for index, minutes in enumerate(_estimates(delay_minutes, chance)):
        if steps:
            room = steps[-1].estimated_out - published
            published += round(room * (0.3 + 0.6 * chance.fraction(f"delay time {index}")))
            published -= published % 1000
        steps.append(
            DelayStep(published, scheduled_out + minutes * MINUTE, minutes, is_truth=minutes == delay_minutes)
        )
    return tuple(steps)


def _estimates(delay_minutes: int, chance: Chance) -> list[int]:
    """Minutes late per step: strictly rising, the last one exact."""
    count = _step_count(delay_minutes, chance)
    estimates: list[int] = []
    for step in range(1, count):
        share = (step + 0.6 * chance.fraction(f"delay share {step}") - 0.3) / count
        floor = estimates[-1] + 1 if estimates else 1
        estimates.append(min(max(floor, round(delay_minutes * share)), delay_minutes - (count - step)))
    return [*estimates, delay_minutes]


def _step_count(delay_minutes: int, chance: Chance) -> int:
    if delay_minutes < 30:
        return 1
    return chance.whole("delay steps", 2, 4) if delay_minutes < 120 else chance.whole("delay steps", 5, 8)
