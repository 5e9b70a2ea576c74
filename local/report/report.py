"""The report of a replay: counts read from the table, what was lost, and the hash of the truth."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from local.report.flight_record import FlightRecord
from local.report.losses import Loss


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
    losses: tuple[Loss, ...]
    seconds: float
    first_message_seconds: float | None
    peak_megabytes: int

    @property
    def messages(self) -> int:
        """Messages recorded in the table."""
        return self.by_channel.total()

    @property
    def kept(self) -> bool:
        """Whether nothing was lost."""
        return not self.losses

    def to_json(self) -> dict[str, Any]:
        """As `--report FILE` writes it."""
        return {
            "date": self.date,
            "seed": self.seed,
            "flights": self.flights,
            "flightsOfTheDay": self.flights_of_the_day,
            "events": self.events,
            "statuses": dict(sorted(self.statuses.items())),
            "passengers": self.passengers,
            "contacts": {"total": self.contacts, "optedOut": self.opted_out},
            "messages": {
                "total": self.messages,
                "by_kind": dict(sorted(self.by_kind.items())),
                "by_channel": dict(sorted(self.by_channel.items())),
                "by_source": dict(sorted(self.by_source.items())),
            },
            "workflows": {
                "succeeded": self.workflows.succeeded,
                "failed": self.workflows.failed,
                "running": self.workflows.running,
            },
            "dead_letters": self.dead_letters,
            "model": {
                "calls": self.model_calls,
                "cached": self.by_source["cached"],
                "templates": self.by_source["template"],
                "repairs": self.by_source["repaired"],
            },
            "lost": [
                {"kind": loss.kind, "flight": loss.flight_key, "subject": loss.subject, "detail": loss.detail}
                for loss in self.losses
            ],
            "truth_hash": self.truth_hash,
            "seconds": round(self.seconds, 1),
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
