"""The consumer's figures for CloudWatch: what scales it and what raises an alarm, once a minute."""

from collections.abc import Iterable, Iterator

from prometheus_client import Counter

from services.consumer.metrics import Metrics
from services.consumer.observe import Observer
from services.core.contracts import metrics as catalogue
from services.core.embedded_metrics import Metrics as Lines


class Reporter:
    """Gauges as they stand; counters by how much they grew since the last report."""

    def __init__(self, observer: Observer, metrics: Metrics, lines: Lines) -> None:
        self._observer = observer
        self._metrics = metrics
        self._lines = lines
        self._reported: dict[tuple[str, ...], float] = {}
        self._plain = (
            (catalogue.CLIENTS_RECREATED, metrics.recreated),
            (catalogue.CORRUPT_BATCHES, metrics.corrupt_batches),
            (catalogue.MISROUTED, metrics.misrouted),
            (catalogue.MISSING_COUNTS, metrics.missing),
            (catalogue.CLOCK_AHEAD, metrics.clock_ahead),
            (catalogue.HANDLED_ALONE, metrics.alone),
        )

    def report(self) -> None:
        """One line, and one for each reason of dead letters."""
        state = self._observer.state()
        partitions = state.partitions
        self._lines.emit(
            {
                catalogue.LAG_RECORDS: sum(one.lag for one in partitions),
                catalogue.LAG_SECONDS: round(max((one.lag_seconds for one in partitions), default=0), 3),
                catalogue.OLDEST_IN_FLIGHT: round(
                    max((one.oldest_seconds for one in partitions), default=0), 3
                ),
                catalogue.STUCK_LANES: state.stuck_lanes,
                catalogue.COMMIT_AGE: round(state.commit_age_seconds, 3),
                catalogue.INTAKE_STOPPED: int(state.refusing > 0),
                catalogue.ASSIGNED_PARTITIONS: len(partitions),
                catalogue.HANDLED: sum(grown for _, grown in self._grown(self._metrics.handled)),
                catalogue.PUBLISH_FAILURES: sum(
                    grown for label, grown in self._grown(self._metrics.published) if label != "accepted"
                ),
                **{
                    metric: sum(grown for _, grown in self._grown(counter)) for metric, counter in self._plain
                },
            }
        )
        for reason, grown in self._grown(self._metrics.dead_letters):
            # A zero as well, once a reason is known: an alarm then ends by itself.
            self._lines.emit({catalogue.DEAD_LETTERS: grown}, by=reason)

    def _grown(self, counter: Counter) -> Iterator[tuple[str, float]]:
        """For each value of the counter's one label, what came to it since the last report."""
        for label, total in _totals(counter.collect()):
            key = (counter._name, label)
            before, self._reported[key] = self._reported.get(key, 0.0), total
            yield label, total - before


def _totals(families: Iterable[object]) -> Iterator[tuple[str, float]]:
    for family in families:
        for sample in family.samples:  # type: ignore[attr-defined] # prometheus_client's Metric
            if sample.name.endswith("_total"):
                yield next(iter(sample.labels.values()), ""), sample.value
