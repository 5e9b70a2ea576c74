"""What a day's work costs: every line grows with the events and the passengers, and is 0 without them."""

from __future__ import annotations

import math

from flightpulse.cost import prices
from flightpulse.cost.line import Line
from flightpulse.cost.workload import Workload

KB_A_GB = 1_000_000
STATES_OF_A_RUN = 14
STATES_OF_A_BATCH = 1


def running(work: Workload) -> list[Line]:
    """The lines of one day."""
    return [*_table(work), *_bus(work), *_compute(work), *_model(work), *_logs(work), *_senders(work)]


def write_units(work: Workload) -> float:
    """Write units a day: one for each KB begun of each item and of each index entry that changes."""
    one = work.assumed
    history = work.events
    state = work.events / one.folded * (one.state_kb + one.status_index_writes)
    # A change for each state, each message, and each run as it begins and ends.
    board = work.events / one.folded + work.messages + work.envelopes * 2
    pointers = work.flights * 2
    runs = work.envelopes * 2 * 2
    # TOLD is written when it is told and when that is published, each time with its entry in the due index.
    told = work.looks * (2 * one.told_kb + 2)
    records = work.messages * (one.record_kb + 1)
    bookings = work.booking_changes * 6
    return history + state + board + pointers + runs + told + records + bookings


def read_units(work: Workload) -> float:
    """Read units a day: consistent reads of 4 KB; the consumer reads a flight once and then knows it."""
    consumer = work.flights * 2
    looks = work.looks * 3 + work.batches * 2
    stream = work.booking_changes * 2
    api = work.passengers * work.assumed.api_requests_a_passenger * 1.5
    # The board is left out: watched all day at two tasks it is 0.7 million units, whatever the flights.
    return consumer + looks + stream + api


def _table(work: Workload) -> list[Line]:
    written, read = write_units(work), read_units(work)
    stored = work.events * work.assumed.event_kb * work.assumed.table_days / KB_A_GB
    return [
        Line(
            "DynamoDB writes", written, prices.WRITE_UNITS, "history, state, board, told, records, bookings"
        ),
        Line("DynamoDB reads", read, prices.READ_UNITS, "first read of a flight, looks, API"),
        Line(
            "DynamoDB storage and recovery",
            stored / prices.DAYS_A_MONTH,
            prices.Price(prices.TABLE_STORAGE.dollars + prices.TABLE_RECOVERY.dollars, 1, "GB-month"),
            f"history of {work.assumed.table_days} days",
        ),
    ]


def _bus(work: Workload) -> list[Line]:
    events = bus_events(work)
    return [
        Line("EventBridge events", events, prices.BUS_EVENTS, "flight, booking and notification events"),
        Line("EventBridge archive", events * work.assumed.archive_kb / KB_A_GB, prices.ARCHIVE, "1 KB each"),
    ]


def bus_events(work: Workload) -> float:
    """Events that are put on the bus a day."""
    return work.envelopes * 2 + work.status_changes + work.messages + work.booking_changes * 2


def transitions(work: Workload) -> float:
    """State transitions a day."""
    return work.envelopes * STATES_OF_A_RUN + work.batches * STATES_OF_A_BATCH


def messenger_seconds(work: Workload) -> float:
    """Seconds a day that messengers run."""
    return work.looks * work.assumed.messenger_seconds_a_contact


def _compute(work: Workload) -> list[Line]:
    one = work.assumed
    changes = work.events / one.folded + work.booking_changes
    stream_calls = math.ceil(changes / one.stream_batch)
    gb_seconds = (messenger_seconds(work) + stream_calls * one.stream_seconds_a_batch) * one.messenger_gb
    return [
        Line(
            "Step Functions",
            transitions(work),
            prices.TRANSITIONS,
            f"{STATES_OF_A_RUN} states a run, {STATES_OF_A_BATCH} a batch",
        ),
        Line("Lambda requests", work.batches + stream_calls, prices.LAMBDA_REQUESTS, "batches, stream"),
        Line("Lambda compute", gb_seconds, prices.LAMBDA_COMPUTE, f"{one.messenger_gb:g} GB each"),
        Line(
            "API Gateway",
            work.passengers * one.api_requests_a_passenger,
            prices.API_REQUESTS,
            f"{one.api_requests_a_passenger:g} a passenger",
        ),
    ]


def model_calls(work: Workload) -> float:
    """Calls of the model a day."""
    return work.messages * work.assumed.model_calls_per_message


def _model(work: Workload) -> list[Line]:
    calls = model_calls(work)
    return [
        Line("Bedrock input", calls * work.assumed.tokens_in, prices.INPUT_TOKENS, "one call for a shape"),
        Line("Bedrock output", calls * work.assumed.tokens_out, prices.OUTPUT_TOKENS, "one call for a shape"),
    ]


def _logs(work: Workload) -> list[Line]:
    one = work.assumed
    gb = (work.events * one.log_kb_an_event + work.messages * one.log_kb_a_message) / KB_A_GB
    return [Line("CloudWatch Logs", gb, prices.LOG_INGESTION, "facts and sinks at the ends of rules")]


def _senders(work: Workload) -> list[Line]:
    one = work.assumed
    return [
        Line("Mail", work.looks * one.emails, prices.EMAIL, "not sent by this repository"),
        Line("SMS", work.looks * one.texts * one.sms_parts, prices.SMS_PART, "not sent by this repository"),
        Line("Push", work.looks * one.pushes, prices.PUSH, "not sent by this repository"),
    ]
