"""The report of the run, read from the deployed table."""

import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor

from flightpulse.demo.executions import count_executions, failed_executions
from flightpulse.demo.offsets import Offsets
from flightpulse.demo.options import DemoOptions
from flightpulse.demo.services import DEAD_LETTER_TOPIC, GROUP
from flightpulse.demo.stage import Platform
from flightpulse.demo.watcher import Watcher
from local.replay.day import ReplayDay
from local.report.flight_record import FlightRecord, read_flight
from local.report.losses import Loss, losses_of
from local.report.reader import TableReader
from local.report.report import Report, message_counts
from local.report.truth_hash import truth_hash

READERS = 4


def report_of(
    options: DemoOptions, day: ReplayDay, platform: Platform, watcher: Watcher, started: float
) -> Report:
    """Read every flight back and compare it with what was sent; `started` is by time.monotonic."""
    deployment = platform.deployment
    reader = TableReader(deployment.client("dynamodb"), deployment.table)
    with ThreadPoolExecutor(READERS) as pool:
        records = list(pool.map(lambda flight: read_flight(reader, str(flight.key)), day.flights))
    step_functions = deployment.client("stepfunctions")
    by_kind, by_channel, by_source = message_counts(records)
    contacts = [contact for record in records for contact in record.contacts.values()]
    first = watcher.first_message_at
    return Report(
        date=options.day.isoformat(),
        seed=options.seed,
        flights=len(day.flights),
        flights_of_the_day=day.flights_of_the_day,
        events=len(day.events),
        passengers=len(day.flights) * options.passengers_per_flight,
        contacts=len(contacts),
        opted_out=sum(not contact.wanted for contact in contacts),
        by_kind=by_kind,
        by_channel=by_channel,
        by_source=by_source,
        statuses=Counter(record.state["status"] for record in records if record.state),
        workflows=count_executions(step_functions, deployment.machines),
        dead_letters=_dead_letters(platform.bootstrap),
        model_calls=platform.bedrock.stats()["calls"],
        truth_hash=truth_hash(records),
        losses=(
            *_losses(day, records, watcher),
            *(
                Loss("workflow_failed", "", arn, why)
                for arn, why in failed_executions(step_functions, deployment.machines).items()
            ),
        ),
        seconds=time.monotonic() - started,
        first_message_seconds=None if first is None else first - started,
        peak_megabytes=watcher.watched.peak_megabytes,
    )


def _losses(day: ReplayDay, records: list[FlightRecord], watcher: Watcher) -> list[Loss]:
    sent: defaultdict[str, set[str]] = defaultdict(set)
    for event in day.events:
        sent[event.flight_key].add(event.event_id)
    return [
        loss for record in records for loss in losses_of(record, sent[record.flight_key], watcher.arrivals)
    ]


def _dead_letters(bootstrap: str) -> int:
    offsets = Offsets(bootstrap, GROUP)
    try:
        return offsets.records(DEAD_LETTER_TOPIC)
    finally:
        offsets.close()
