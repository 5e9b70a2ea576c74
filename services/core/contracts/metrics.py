"""Every metric that leaves for CloudWatch: the services emit these and no others, alarms read these.

Each has the dimension `service`. One that names another dimension is there twice: summed over it under
`service` alone, and once per value of it. What a dashboard of one task needs besides (per partition, per
lane) is the consumer's /metrics; docs/metrics.md lists both.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

NAMESPACE: Final = "FlightPulse"
SERVICE: Final = "service"
"""The dimension that every metric has."""

SETTING: Final = "FLIGHTPULSE_METRICS"
EMBEDDED: Final = "emf"
"""The value of the setting under which a service writes its metrics as lines of its log."""

PERIOD_SECONDS: Final = 60
"""How often a task that runs on says how it is; a Lambda says so at the end of each invocation."""


class Unit(StrEnum):
    """Units as CloudWatch spells them."""

    COUNT = "Count"
    SECONDS = "Seconds"
    MILLISECONDS = "Milliseconds"
    PERCENT = "Percent"


class Statistic(StrEnum):
    """What the values of a period come to for one who reads the metric."""

    SUM = "Sum"
    MAXIMUM = "Maximum"
    AVERAGE = "Average"


@dataclass(frozen=True, slots=True)
class Metric:
    """`statistic` is how to read it; `by` a dimension besides the service, None where there is none."""

    service: str
    name: str
    unit: Unit
    statistic: Statistic
    meaning: str
    by: str | None = None

    @property
    def dimension_sets(self) -> tuple[tuple[str, ...], ...]:
        """The sets of dimensions under which CloudWatch keeps it."""
        return ((SERVICE,),) if self.by is None else ((SERVICE,), (SERVICE, self.by))


CONSUMER: Final = "consumer"
API: Final = "api"
MESSENGER: Final = "messenger"
SWEEPER: Final = "sweeper"
STREAM: Final = "stream"

_C, _S, _MS, _P = Unit.COUNT, Unit.SECONDS, Unit.MILLISECONDS, Unit.PERCENT
_SUM, _MAX, _AVG = Statistic.SUM, Statistic.MAXIMUM, Statistic.AVERAGE

# Consumer: one line per task and period.
LAG_RECORDS: Final = Metric(
    CONSUMER,
    "LagRecords",
    _C,
    _AVG,
    "Records of a task's partitions that are not committed; scales tasks.",
)
LAG_SECONDS: Final = Metric(
    CONSUMER, "LagSeconds", _S, _MAX, "Age of the oldest record that is not done, by its time in Kafka."
)
OLDEST_IN_FLIGHT: Final = Metric(
    CONSUMER, "OldestInFlightSeconds", _S, _MAX, "Since the oldest record that is not done was received."
)
STUCK_LANES: Final = Metric(
    CONSUMER, "StuckLanes", _C, _MAX, "Flights whose every attempt of the last minute failed."
)
COMMIT_AGE: Final = Metric(
    CONSUMER, "CommitAgeSeconds", _S, _MAX, "Since the last commit, while offsets wait for one; otherwise 0."
)
INTAKE_STOPPED: Final = Metric(
    CONSUMER, "IntakeStopped", _C, _MAX, "1 while the table or the bus refuses everything."
)
ASSIGNED_PARTITIONS: Final = Metric(
    CONSUMER, "AssignedPartitions", _C, _SUM, "Partitions of this task; over all tasks, all partitions."
)
HANDLED: Final = Metric(CONSUMER, "Handled", _C, _SUM, "Records done, whatever became of them.")
DEAD_LETTERS: Final = Metric(
    CONSUMER, "DeadLetters", _C, _SUM, "Records and envelopes in the dead-letter topic.", "reason"
)
PUBLISH_FAILURES: Final = Metric(
    CONSUMER,
    "PublishFailures",
    _C,
    _SUM,
    "Entries that the bus did not take; sent again unless refused.",
)
CLIENTS_RECREATED: Final = Metric(
    CONSUMER, "ClientsRecreated", _C, _SUM, "Kafka clients given up since they had died silently."
)
CORRUPT_BATCHES: Final = Metric(
    CONSUMER, "CorruptBatches", _C, _SUM, "Batches that had rotted on a broker and were stepped over."
)
MISROUTED: Final = Metric(
    CONSUMER,
    "Misrouted",
    _C,
    _SUM,
    "Events under a wrong key or on a wrong partition, produced again.",
)
MISSING_COUNTS: Final = Metric(
    CONSUMER,
    "MissingCounts",
    _C,
    _SUM,
    "Numbers that sources left out: of late events, or of lost ones.",
)
CLOCK_AHEAD: Final = Metric(
    CONSUMER, "ClockAhead", _C, _SUM, "Events more than 5 minutes newer than their record: a clock is wrong."
)
HANDLED_ALONE: Final = Metric(
    CONSUMER, "HandledAlone", _C, _SUM, "Records handled alone, since two owners of their partition had died."
)

# Messenger: one line per invocation.
TOLD: Final = Metric(MESSENGER, "Told", _C, _SUM, "Contacts that were told something.")
QUIET: Final = Metric(MESSENGER, "Quiet", _C, _SUM, "Contacts that a rule kept silent for.")
HELD: Final = Metric(MESSENGER, "Held", _C, _SUM, "Contacts whose message waits for the end of their night.")
FAILED_LOOKS: Final = Metric(MESSENGER, "Failed", _C, _SUM, "Looks that failed and are owed.")
ALARMS: Final = Metric(MESSENGER, "Alarms", _C, _SUM, "What a person has to know of; the log names it.")
TEXTS: Final = Metric(MESSENGER, "Texts", _C, _SUM, "Messages made, over all channels.")
TEMPLATE_SHARE: Final = Metric(
    MESSENGER, "TemplateShare", _P, _AVG, "Messages of an invocation that a template wrote."
)
MESSAGE_FALLBACK: Final = Metric(
    MESSENGER, "MessageFallback", _C, _SUM, "Messages that a template wrote for want of a model's.", "reason"
)
MODEL_CALLS: Final = Metric(MESSENGER, "ModelCalls", _C, _SUM, "Calls of the model that were answered.")
MODEL_LATENCY: Final = Metric(
    MESSENGER, "ModelLatency", _MS, _AVG, "From the call of the model to its answer."
)
MODEL_INPUT_TOKENS: Final = Metric(MESSENGER, "ModelInputTokens", _C, _SUM, "Tokens that prompts cost.")
MODEL_OUTPUT_TOKENS: Final = Metric(MESSENGER, "ModelOutputTokens", _C, _SUM, "Tokens that answers cost.")
NOTICE_MISSES: Final = Metric(
    MESSENGER,
    "NoticeMisses",
    _C,
    _SUM,
    "Messages of a cancellation, diversion or delay made over 30 minutes after its announcement.",
)

# Sweeper: one line per minute.
RESTARTED: Final = Metric(SWEEPER, "Restarted", _C, _SUM, "Workflow runs started again.")
PARKED: Final = Metric(SWEEPER, "Parked", _C, _SUM, "Workflow runs given up after five restarts.")
LOOKS_REQUESTED: Final = Metric(SWEEPER, "Requested", _C, _SUM, "Looks asked for at what had fallen due.")
NOT_SWEPT: Final = Metric(SWEEPER, "Failed", _C, _SUM, "What had fallen due and could not be taken on.")

# Stream handler: one line per batch.
STREAM_HANDLED: Final = Metric(STREAM, "Handled", _C, _SUM, "Writes of the table that were handled.")
STREAM_AGAIN: Final = Metric(STREAM, "Again", _C, _SUM, "Writes that the stream has to deliver again.")
STREAM_PUBLISHED: Final = Metric(STREAM, "Published", _C, _SUM, "Events made of writes.")
STREAM_CHANGES: Final = Metric(STREAM, "Changes", _C, _SUM, "Changes shown to the live board.")
STREAM_REJECTED: Final = Metric(STREAM, "Rejected", _C, _SUM, "What went to the failure queue.")

# API: one line per answer of this kind.
SERVER_ERRORS: Final = Metric(
    API, "ServerErrors", _C, _SUM, "Answers of 500 and above, by the template of their route.", "route"
)

CATALOGUE: Final = tuple(value for value in list(globals().values()) if isinstance(value, Metric))
"""All of them, in this order."""
