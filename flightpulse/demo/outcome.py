"""The report of the run, read from the deployed table, the topics and the sinks."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence

from flightpulse.demo.executions import count_executions, failed_executions
from flightpulse.demo.options import DemoOptions
from flightpulse.demo.played import Played
from flightpulse.demo.services import DEAD_LETTER_TOPIC, STATUS_SHARDS, TOPIC
from flightpulse.demo.stage import Platform
from local.replay.day import ReplayDay
from local.report.arrivals import event_ids_by_flight, first_records, heard_late, milliseconds_to_sink
from local.report.day_record import read_day
from local.report.dead_letters import dead_letter_losses
from local.report.flight_record import FlightRecord
from local.report.holds import holds_of, never_released
from local.report.losses import Loss, losses_of
from local.report.percentiles import percentiles
from local.report.reader import TableReader
from local.report.report import Report, message_counts
from local.report.silences import suppressed_by_rule, unexplained
from local.report.sink_lines import SinkLine, sink_lines
from local.report.source.day import source_day
from local.report.table_totals import table_totals
from local.report.told_twice import lines_against_records, told_twice
from local.report.topic_reader import read_topic
from local.report.totals import compared, differences
from local.report.truth_hash import told_hash, truth_hash
from services.core.clock import Instant


def report_of(options: DemoOptions, day: ReplayDay, platform: Platform, played: Played) -> Report:
    """Read everything back and compare it with what was sent, and with the data."""
    deployment = platform.deployment
    reader = TableReader(deployment.table_client(), deployment.table)
    flight_keys = [str(flight.key) for flight in day.flights]
    whole = len(day.flights) == day.flights_of_the_day
    source = source_day(options.day.isoformat(), None if whole else flight_keys)
    totals = compared(source.totals, table_totals(reader, options.day.isoformat(), STATUS_SHARDS))
    records = read_day(reader, flight_keys)
    first = first_records(read_topic(platform.bootstrap, TOPIC))
    late = heard_late(day.events, first)
    buried = [
        record
        for record in read_topic(platform.bootstrap, DEAD_LETTER_TOPIC)
        if record.timestamp >= played.since
    ]
    lines = sink_lines(deployment.client("logs"), deployment.sink_groups, played.since)
    step_functions = deployment.client("stepfunctions")
    reached = max(event.published_at for event in played.stream.events)
    by_kind, by_channel, by_source = message_counts(records)
    contacts = [contact for record in records for contact in record.contacts.values()]
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
        workflows=count_executions(step_functions, deployment.machines, played.since),
        dead_letters=len(buried),
        model_calls=played.model_calls,
        truth_hash=truth_hash(records),
        told_hash=told_hash(records),
        totals=totals,
        suppressed=suppressed_by_rule(records, source.notifiable, late, reached),
        holds=holds_of(records),
        append_to_table=percentiles(played.milliseconds_to_table),
        append_to_sink=percentiles(milliseconds_to_sink(lines, first)),
        losses=(
            *differences(totals),
            *dead_letter_losses(buried, played.stream.poison),
            *_of_flights(day, records, lines, late, reached),
            *never_released(records, reached),
            *unexplained(records, source.notifiable, late, reached),
            *lines_against_records(
                [line.detail for line in lines], [item for record in records for item in record.notifications]
            ),
            *(
                Loss("workflow_failed", "", arn, why)
                for arn, why in failed_executions(step_functions, deployment.machines, played.since).items()
            ),
        ),
        seconds=time.monotonic() - played.started,
        first_message_seconds=played.first_message_seconds,
        peak_megabytes=played.peak_megabytes,
        lockstep=options.lockstep,
        faults={fault.value: count for fault, count in played.stream.counts.items()},
    )


def _of_flights(
    day: ReplayDay,
    records: Sequence[FlightRecord],
    lines: Sequence[SinkLine],
    late: frozenset[str],
    reached: Instant,
) -> Iterator[Loss]:
    sent = event_ids_by_flight(day.events, [record.flight_key for record in records])
    in_sinks = {line.detail["notificationId"] for line in lines}
    for record in records:
        key = record.flight_key
        yield from losses_of(record, sent[key], in_sinks, now=reached, heard_late=key in late)
        yield from told_twice(record)
