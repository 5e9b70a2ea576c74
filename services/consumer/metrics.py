"""The consumer's metrics, in Prometheus names."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

PREFIX = "flightpulse_consumer_"
_LATENCY_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """Every metric of one consumer, in a registry of its own so that tests can have several."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.collectors: list[Counter | Gauge | Histogram] = []
        self.received = self._counter("received", "Records taken in.", "topic")
        self.handled = self._counter("handled", "Records done, whatever became of them.", "topic")
        self.duplicates = self._counter("duplicates", "Events that changed no register: repeated or stale.")
        self.verdicts = self._counter("events", "Events by the verdict of the merge.", "verdict")
        self.corrected = self._counter("corrected", "Actual times that their source reported anew.")
        self.after_the_fact = self._counter(
            "after_the_fact", "New times that had passed when they were said."
        )
        self.missing = self._counter("missing_counts", "Numbers that sources left out before others.")
        self.clock_ahead = self._counter(
            "clock_ahead", "Events that claim to be more than 5 minutes newer than their record."
        )
        self.contradictions = self._counter("contradictions", "What sources say that cannot be.", "name")
        self.dead_letters = self._counter("dead_letters", "Records and envelopes dead-lettered.", "reason")
        self.corrupt_batches = self._counter(
            "corrupt_batches", "Batches with a wrong checksum that were stepped over."
        )
        self.recreated = self._counter(
            "consumer_recreated", "Clients given up, since the log went on and they gave nothing out."
        )
        self.misrouted = self._counter("misrouted", "Records produced again under their flight key.")
        self.headers_replaced = self._counter(
            "headers_replaced", "Correlation ids of feeds that were unusable and replaced."
        )
        self.tombstones = self._counter("tombstones", "Records without a value.")
        self.conflicts = self._counter("write_conflicts", "Writes that met another version of the flight.")
        self.retries = self._counter("retries", "Attempts that failed and are made again.", "error")
        self.published = self._counter("published", "Bus entries by outcome.", "outcome")
        self.commits = self._counter("commits", "Offset commits by outcome.", "outcome")
        self.rebalances = self._counter("rebalances", "Assignments received.")
        self.heads = self._counter("stuck_heads", "Records that held up a partition done behind them.")
        self.alone = self._counter("alone", "Records handled alone, since the process died before.")
        self.abandoned = self._counter("abandoned_lanes", "Lanes that a drain did not see end in its time.")
        self.folds = self._counter("folds", "Events of one flight that were handled as one: folds.")
        self.loop_lag = self._gauge(
            "event_loop_lag_seconds", "How much later than asked for a timer of the event loop went off."
        )
        self.visible = self._histogram("visible_seconds", "Record timestamp to done.")
        self.commit_seconds = self._histogram("commit_seconds", "An offset commit that was acknowledged.")
        self.drain_seconds = self._histogram("drain_seconds", "End of an assignment, with its last commit.")

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        made = Counter(PREFIX + name, text, labels, registry=self.registry)
        self.collectors.append(made)
        return made

    def _gauge(self, name: str, text: str) -> Gauge:
        made = Gauge(PREFIX + name, text, registry=self.registry)
        self.collectors.append(made)
        return made

    def _histogram(self, name: str, text: str) -> Histogram:
        made = Histogram(PREFIX + name, text, registry=self.registry, buckets=_LATENCY_BUCKETS)
        self.collectors.append(made)
        return made
