"""The report of a replay: both sides' totals, counts, latencies, broken promises, and two hashes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from local.report.flight_record import FlightRecord
from local.report.holds import Holds
from local.report.losses import Loss
from local.report.percentiles import Percentiles
from local.report.totals import Total


@dataclass(frozen=True, slots=True)
class Workflows:
    """Executions by how they ended; `running` is what had not ended when the report was made."""

    succeeded: int = 0
    failed: int = 0
    running: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """What a replay came to. Times are seconds of the wall clock, memory is the peak in megabytes."""

    date: str
    seed: int
    flights: int
    flights_of_the_day: int
    events: int
    passengers: int
    contacts: int
    opted_out: int
    by_kind: Counter[str]
    by_channel: Counter[str]
    by_source: Counter[str]
    statuses: Counter[str]
    workflows: Workflows
    dead_letters: int
    model_calls: int
    truth_hash: str
    told_hash: str
    totals: Mapping[str, Total]
    suppressed: Counter[str]
    holds: Holds
    append_to_table: Percentiles
    append_to_sink: Percentiles
    losses: tuple[Loss, ...]
    seconds: float
    first_message_seconds: float | None
    peak_megabytes: int
    lockstep: bool = False
    faults: Mapping[str, int] | None = None

    @property
    def messages(self) -> int:
        """Messages recorded in the table."""
        return self.by_channel.total()

    @property
    def kept(self) -> bool:
        """Whether every promise was kept: the exit status of the demo."""
        return not self.losses

    def to_json(self) -> dict[str, Any]:
        """As `--report FILE` writes it."""
        return {
            "date": self.date,
            "totals": {
                name: {"source": total.source, "table": total.table} for name, total in self.totals.items()
            },
            "messages": {
                "by_kind": dict(sorted(self.by_kind.items())),
                "by_channel": dict(sorted(self.by_channel.items())),
                "suppressed_by_rule": dict(sorted(self.suppressed.items())),
                "quiet_hours": self.holds.to_json(),
                "by_source": dict(sorted(self.by_source.items())),
                "total": self.messages,
            },
            "dead_letters": self.dead_letters,
            "workflows": {
                "succeeded": self.workflows.succeeded,
                "failed": self.workflows.failed,
                "running": self.workflows.running,
            },
            "model": {
                "calls": self.model_calls,
                "cached": self.by_source["cached"],
                "templates": self.by_source["template"],
                "repairs": self.by_source["repaired"],
            },
            "latency_ms": {
                "append_to_table": self.append_to_table.to_json(),
                "append_to_sink": self.append_to_sink.to_json(),
            },
            "truth_hash": self.truth_hash,
            "told_hash": self.told_hash,
            "seconds": round(self.seconds, 1),
            "kept": self.kept,
            "broken": [
                {"kind": loss.kind, "flight": loss.flight_key, "subject": loss.subject, "detail": loss.detail}
                for loss in self.losses
            ],
            "seed": self.seed,
            "flights": self.flights,
            "flightsOfTheDay": self.flights_of_the_day,
            "events": self.events,
            "passengers": self.passengers,
            "contacts": {"total": self.contacts, "optedOut": self.opted_out},
            "statuses": dict(sorted(self.statuses.items())),
            "lockstep": self.lockstep,
            "faults": dict(self.faults or {}),
            "first_message_seconds": self.first_message_seconds and round(self.first_message_seconds, 1),
            "peak_megabytes": self.peak_megabytes,
        }


def message_counts(records: Sequence[FlightRecord]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Messages by kind, by channel and by where the text came from."""
    items = [item for record in records for item in record.notifications]
    return (
        Counter(item["kind"] for item in items),
        Counter(item["channel"] for item in items),
        Counter(item["source"] for item in items),
    )
