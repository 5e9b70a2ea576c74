"""What is put down about a fold before anything of it is written or done."""

import logging
from collections import Counter
from collections.abc import Sequence

from services.consumer.errors import HandlerFailed
from services.consumer.fold import Arrival
from services.consumer.gaps import missing
from services.consumer.logs import fields
from services.consumer.metrics import Metrics
from services.consumer.tools import Tools
from services.core.awsio.errors import Invalid
from services.core.errors import InvalidEvent
from services.core.flight.ruling import Ruling, Verdict
from services.core.flight.state import Step

logger = logging.getLogger(__name__)


async def take_note(tools: Tools, arrivals: Sequence[Arrival], step: Step) -> None:
    """History of every event, also of one that changes nothing; quarantine of what contradicts; counts.

    What is kept out leaves no row: under the same id it would replace that of the event which counts.
    May run again after a crash: rows are the same rows, a dead letter is repeated. Raises HandlerFailed
    when the table refuses a row for what it is.
    """
    try:
        await tools.store.write_history([arrival.event for arrival in _taken(arrivals, step)])
    except Invalid as error:
        raise HandlerFailed("the table refused a history row") from error
    for arrival, ruling in zip(arrivals, step.rulings, strict=True):
        if ruling.verdict is Verdict.CONFLICTING:
            await tools.dead_letters.bury(arrival.record, ruling.verdict.value, _contradiction(arrival))
    _count(tools.metrics, step.rulings)
    if left_out := missing(step.before.registers, (arrival.event for arrival in arrivals)):
        tools.metrics.missing.inc(left_out)
    for name in step.new_conflicts:
        tools.metrics.contradictions.labels(name).inc()
        logger.error("flight_contradiction", extra=fields(flight_key=str(step.after.key), name=name))


def _count(metrics: Metrics, rulings: Sequence[Ruling]) -> None:
    for verdict, number in Counter([ruling.verdict for ruling in rulings]).items():
        metrics.verdicts.labels(verdict).inc(number)
    corrected = late = unchanged = 0
    for ruling in rulings:
        corrected += len(ruling.corrected)
        late += ruling.late
        unchanged += not ruling.changed
    # A counter takes a lock; most folds have none of these.
    for counter, number in (
        (metrics.corrected, corrected),
        (metrics.after_the_fact, late),
        (metrics.duplicates, unchanged),
    ):
        if number:
            counter.inc(number)


def _taken(arrivals: Sequence[Arrival], step: Step) -> list[Arrival]:
    pairs = zip(arrivals, step.rulings, strict=True)
    return [arrival for arrival, ruling in pairs if ruling.verdict is not Verdict.CONFLICTING]


def _contradiction(arrival: Arrival) -> InvalidEvent:
    event = arrival.event
    return InvalidEvent(
        Verdict.CONFLICTING.value, f"number {event.seq} of {event.source} came before with another body"
    )
