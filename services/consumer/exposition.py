"""The state of the consumer in Prometheus' form, made anew for every scrape."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from services.consumer.metrics import PREFIX
from services.consumer.observe import Observer, PartitionState, State
from services.core.awsio.limiter import AdaptiveLimit

_PARTITION = ("topic", "partition", "group")
_OPERATION = ("operation",)
_BY_PARTITION: Final[Mapping[str, tuple[str, Callable[[PartitionState], float]]]] = {
    "lag_records": ("End of the log less the committed offset.", lambda one: one.lag),
    "unread_records": ("End of the log less the offset received up to.", lambda one: one.unread),
    "lag_seconds": (
        "Age of the oldest record that is not done, by its time in Kafka; 0 when all are done.",
        lambda one: one.lag_seconds,
    ),
    "oldest_unfinished_seconds": (
        "Since the oldest record that is not done was received: the head of the line.",
        lambda one: one.oldest_seconds,
    ),
    "in_flight_records": ("Records received and not done.", lambda one: one.in_flight),
    "in_flight_bytes": ("Bytes of the records received and not done.", lambda one: one.in_flight_bytes),
    "tracker_fill_ratio": (
        "Records held, of those that a partition may hold before its intake waits.",
        lambda one: one.fill,
    ),
}
_OF_MEMBER: Final[Mapping[str, tuple[str, Callable[[State], float]]]] = {
    "assigned_partitions": ("Partitions of this member.", lambda state: len(state.partitions)),
    "assignment_epoch": ("Number of the assignment; 0 between two.", lambda state: state.epoch),
    "active_lanes": ("Lanes at work, or waiting to try again.", lambda state: state.lanes),
    "stuck_lanes": (
        "Lanes whose every attempt of the last minute failed.",
        lambda state: state.stuck_lanes,
    ),
    "commit_age_seconds": (
        "Since the first offset that waits for a commit began to; 0 when none does.",
        lambda state: state.commit_age_seconds,
    ),
    "intake_stopped": (
        "Services that refuse everything, for which intake stands still.",
        lambda state: state.refusing,
    ),
}
_OF_LIMIT: Final[Mapping[str, tuple[str, Callable[[AdaptiveLimit], float]]]] = {
    "limiter_window": ("Calls of an AWS operation that may be in flight.", lambda limit: limit.limit),
    "limiter_in_flight": ("Calls of an AWS operation in flight.", lambda limit: limit.in_flight),
    "limiter_waiting": ("Calls of an AWS operation that wait for a place.", lambda limit: limit.waiting),
}


class StateCollector(Collector):
    """Registered beside the counters; `group` is the one group that this process is a member of."""

    def __init__(self, observer: Observer, group: str) -> None:
        self._observer = observer
        self._group = group

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """One family for each figure."""
        state = self._observer.state()
        for name, (text, of_partition) in _BY_PARTITION.items():
            family = GaugeMetricFamily(PREFIX + name, text, labels=_PARTITION)
            for one in state.partitions:
                topic, number = one.partition
                family.add_metric((topic, str(number), self._group), of_partition(one))
            yield family
        for name, (text, of_member) in _OF_MEMBER.items():
            yield GaugeMetricFamily(PREFIX + name, text, value=of_member(state))
        for name, (text, of_limit) in _OF_LIMIT.items():
            family = GaugeMetricFamily(PREFIX + name, text, labels=_OPERATION)
            for operation, limit in sorted(state.limits.items()):
                family.add_metric((operation,), of_limit(limit))
            yield family

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Nothing: to name the families is to read the state, which is not there yet at registration."""
        return iter(())


def families() -> Iterator[tuple[GaugeMetricFamily, tuple[str, ...]]]:
    """Every family without its values, with the names of its labels: for the documentation."""
    for catalogue, labels in ((_BY_PARTITION, _PARTITION), (_OF_MEMBER, ()), (_OF_LIMIT, _OPERATION)):
        for name, (text, _) in catalogue.items():
            yield GaugeMetricFamily(PREFIX + name, text), labels
