"""The AWS quotas that a day's peak meets, with the defaults of us-east-1; most can be raised on request."""

from __future__ import annotations

import math
from dataclasses import dataclass

from flightpulse.cost import running
from flightpulse.cost.workload import Workload
from services.core.table.keys import DUE_SHARDS

# One partition of a table, whatever the table's own limit is.
WRITE_UNITS_A_PARTITION = 1_000
# Consumer: what one processor is planned to take, well below what it was measured to take.
EVENTS_A_PROCESSOR = 2_000


@dataclass(frozen=True, slots=True)
class Quota:
    """What the peak needs of something, and how much of it there is without asking."""

    what: str
    need: float
    default: float
    unit: str
    remedy: str

    @property
    def share(self) -> float:
        """Need over default."""
        return self.need / self.default

    @property
    def met(self) -> bool:
        """There is enough, with a fifth to spare."""
        return self.share <= 0.8


def quotas(work: Workload) -> list[Quota]:
    """In the order of an event's way through the system."""
    one = work.assumed
    peak = work.peak_of
    seconds = running.messenger_seconds(work)
    return [
        Quota(
            "Kafka partitions (one consumer task each at most)",
            math.ceil(peak(work.events) / EVENTS_A_PROCESSOR),
            24,
            "tasks",
            "more partitions, before the first event: keys move when they are added",
        ),
        Quota(
            "DynamoDB table, writes", peak(running.write_units(work)), 40_000, "units/s", "raise per table"
        ),
        Quota("DynamoDB table, reads", peak(running.read_units(work)), 40_000, "units/s", "raise per table"),
        Quota(
            "DynamoDB, one shard of the due index",
            peak(work.looks * 4) / DUE_SHARDS,
            WRITE_UNITS_A_PARTITION,
            "units/s",
            "more shards (DUE_SHARDS)",
        ),
        Quota("EventBridge PutEvents", peak(running.bus_events(work)), 10_000, "entries/s", "raise"),
        Quota("EventBridge invocations", peak(running.bus_events(work)), 18_750, "targets/s", "raise"),
        Quota("Step Functions StartExecution", peak(work.envelopes), 300, "starts/s", "raise"),
        Quota("Step Functions transitions", peak(running.transitions(work)), 5_000, "transitions/s", "raise"),
        Quota(
            "Lambda concurrency of the account",
            peak(seconds) + peak(work.events / one.folded) / one.stream_batch * one.stream_seconds_a_batch,
            1_000,
            "at once",
            "raise; messengerConcurrency keeps the messenger's share",
        ),
        Quota(
            "Bedrock requests of the model", 60 * peak(running.model_calls(work)), 250, "calls/min", "raise"
        ),
        Quota(
            "Bedrock tokens of the model",
            60 * peak(running.model_calls(work)) * (one.tokens_in + 5 * one.tokens_out),
            1_000_000,
            "tokens/min",
            "raise; an output token counts five times for this family",
        ),
        Quota(
            "API Gateway", peak(work.passengers * one.api_requests_a_passenger), 10_000, "requests/s", "raise"
        ),
        Quota(
            "SES sending",
            peak(work.looks * one.emails),
            14,
            "mails/s",
            "raise: 14 is what leaves the sandbox",
        ),
        Quota(
            "SMS throughput of one short code",
            peak(work.looks * one.texts * one.sms_parts),
            100,
            "parts/s",
            "several numbers in one pool",
        ),
    ]
