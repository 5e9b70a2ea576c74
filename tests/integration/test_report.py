"""The report of a replay fails when something is wrong, and only then: one thing is changed at a time."""

import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest
from confluent_kafka import Producer

from flightpulse.cli import main
from flightpulse.demo.options import DemoOptions
from flightpulse.demo.services import DEAD_LETTER_TOPIC
from local.replay.day import replay_of
from local.report.report import Report
from local.report.source.rows import published_archive
from services.core.table import keys
from services.core.table.flight_item import dumps
from tests.integration.replay_rig import Replay, ReplayRig, standing

pytestmark = [pytest.mark.emulator, pytest.mark.broker, pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def replay(rig: ReplayRig, clean: Report, sample: DemoOptions) -> Iterator[Replay]:
    """The clean run once more (after it: each empties the table), and left standing."""
    with rig.played(sample) as played:
        yield played


def kinds(report: Report) -> set[str]:
    return {loss.kind for loss in report.losses}


def flipped_archive(folder: Path, replay_keys: set[str], day: str) -> Path:
    """The published table, with one of these flights cancelled that was not."""
    year, month, date_ = (str(int(part)) for part in day.split("-"))
    with zipfile.ZipFile(published_archive()) as packed:
        lines = packed.read("flights.csv").decode().splitlines()
    header = lines[0].split(",")
    place = {name: header.index(name) for name in header}
    for number, line in enumerate(lines):
        if not line.startswith(f"{year},{month},{date_},"):
            continue
        row = line.split(",")
        key = f"{row[place['carrier']]}-{int(row[place['flight']]):04d}-{day}-{row[place['origin']]}-1"
        if key in replay_keys and row[place["dep_delay"]] not in ("", "NA"):
            for name in ("dep_time", "dep_delay", "arr_time", "arr_delay"):
                row[place[name]] = "NA"
            lines[number] = ",".join(row)
            break
    path = folder / "flights.csv.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as copy:
        copy.writestr("flights.csv", "\n".join(lines) + "\n")
    return path


def left(replay: Replay) -> str:
    """A flight of the replay that departed half an hour late or more."""
    return next(
        str(flight.key)
        for flight in replay.day.flights
        if flight.departure_delay is not None and flight.departure_delay >= 30
    )


def test_a_clean_replay_keeps_every_promise_and_says_so_in_the_shape_that_was_promised(
    replay: Replay,
) -> None:
    report = replay.report()
    content = report.to_json()

    assert report.losses == ()
    assert list(content)[:9] == [
        *("date", "totals", "messages", "dead_letters", "workflows", "model", "latency_ms"),
        *("truth_hash", "told_hash"),
    ]
    assert "seconds" in content
    assert list(content["totals"]) == [
        *("flights", "cancelled", "departed", "arrived", "diverted_like"),
        *(f"dep_delay_{minutes}" for minutes in (15, 30, 60, 120, 180)),
    ]
    assert all(total["source"] == total["table"] for total in content["totals"].values())
    assert content["totals"]["flights"]["source"] == 4
    assert {"by_kind", "by_channel", "suppressed_by_rule"} <= set(content["messages"])
    for latency in content["latency_ms"].values():
        assert 0 < latency["p50"] <= latency["p95"] <= latency["p99"]
        assert latency["samples"] > 0


def test_in_lockstep_two_runs_tell_the_same(replay: Replay, clean: Report) -> None:
    again = replay.report()

    assert again.truth_hash == clean.truth_hash
    assert again.told_hash == clean.told_hash
    assert (again.by_kind, again.by_channel) == (clean.by_kind, clean.by_channel)


def test_a_row_flipped_in_the_table_is_seen(replay: Replay) -> None:
    key = keys.flight_state(left(replay))
    (state,) = (item for item in replay.items() if (item["PK"], item["SK"]) == (key.pk, key.sk))
    on_time = dumps({**json.loads(state["derived"]), "delayMinutes": 3})

    with replay.changed(key, {"derived": on_time}):
        report = replay.report()

    assert "total_differs" in kinds(report)
    assert report.totals["dep_delay_30"].source == report.totals["dep_delay_30"].table + 1
    assert report.totals["flights"].equal
    assert replay.report().losses == ()


def test_a_flight_that_the_status_index_lists_wrongly_is_seen(replay: Replay) -> None:
    key = keys.flight_state(left(replay))
    index = keys.flight_status("cancelled", "2013-03-08", 1_362_744_000_000, left(replay), 1)

    with replay.changed(key, {**index.gsi1(), "status": "cancelled"}):
        report = replay.report()

    assert report.totals["cancelled"].table == report.totals["cancelled"].source + 1


def test_a_message_less_is_a_silence_without_a_reason(replay: Replay) -> None:
    messages = [item for item in replay.items() if item["type"] == "notification"]
    first = next(item for item in messages if item["flightKey"] == left(replay))
    of_contact = [item for item in messages if item["contactId"] == first["contactId"]]
    with _without(replay, [keys.notification(item["notificationId"]) for item in of_contact]):
        assert kinds(replay.report()) == {"unexplained_silence", "told_twice", "not_recorded"}


def test_a_contact_that_knows_nothing_was_not_told(replay: Replay) -> None:
    told = next(item for item in replay.items() if item["type"] == "told")

    with replay.changed(keys.told(told["flightKey"], told["contactId"]), None):
        assert "not_told" in kinds(replay.report())


def test_one_truth_under_two_numbers_is_told_twice(replay: Replay) -> None:
    by_contact: dict[str, list[dict[str, object]]] = {}
    for item in replay.items():
        if item["type"] == "notification":
            by_contact.setdefault(f"{item['flightKey']}{item['contactId']}", []).append(item)
    first, second = next(
        (one, other)
        for items in by_contact.values()
        for one in items
        for other in items
        if (one["n"], other["n"]) == (1, 2)
    )
    with replay.changed(keys.notification(str(second["notificationId"])), {"facts": first["facts"]}):
        report = replay.report()
    assert any("states what number 1 stated" in loss.detail for loss in report.losses)


def test_an_event_without_a_history_row_and_a_letter_that_nobody_expected_are_seen(replay: Replay) -> None:
    row = next(item for item in replay.items() if item["type"] == "history")
    with replay.changed(keys.Key(row["PK"], row["SK"]), None):
        assert "event_not_in_table" in kinds(replay.report())

    producer = Producer({"bootstrap.servers": replay.platform.bootstrap})
    producer.produce(DEAD_LETTER_TOPIC, b"{not json")
    producer.flush(10)
    assert kinds(replay.report()) == {"dead_letter"}


def test_a_workflow_that_failed_is_seen(replay: Replay) -> None:
    """Last but for the whole command: an execution cannot be put back."""
    step_functions = replay.platform.deployment.client("stepfunctions")
    arn = step_functions.start_execution(
        stateMachineArn=replay.platform.deployment.machines[0], input='{"no": "event"}'
    )["executionArn"]
    while step_functions.describe_execution(executionArn=arn)["status"] == "RUNNING":
        pass

    assert "workflow_failed" in kinds(replay.report())


@pytest.fixture
def command(rig: ReplayRig, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """The whole command, on the platform that stands; returns its exit status."""
    monkeypatch.setattr("flightpulse.demo.run.stage", standing(rig))
    monkeypatch.setattr("flightpulse.cli.stop_on_signals", lambda: None)
    return lambda: main(["demo", "--flights", "2", "--passengers-per-flight", "2", "--lockstep"])


@pytest.mark.long
def test_the_command_succeeds_when_both_sides_agree_and_fails_when_the_data_is_flipped(
    command: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert command() == 0
    assert "DIFFERS" not in capsys.readouterr().out

    flights = {str(flight.key) for flight in replay_of(date(2013, 3, 8), 2, 7).flights}
    archive = flipped_archive(tmp_path, flights, "2013-03-08")
    monkeypatch.setattr("local.report.source.day.published_archive", lambda: archive)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert command() == 1
    shown = capsys.readouterr().out
    assert "DIFFERS" in shown
    assert "total_differs: cancelled" in shown


def _without(replay: Replay, wanted: list[keys.Key]) -> ExitStack:
    stack = ExitStack()
    for key in wanted:
        stack.enter_context(replay.changed(key, None))
    return stack
