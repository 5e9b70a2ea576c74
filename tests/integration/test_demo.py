"""The demo from start to end: a few real flights through every process, and what is left afterwards."""

import json
import signal
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from local.replay.day import ReplayDay, replay_of
from tests.contract.emulator.waiting import eventually
from tests.integration.demo_process import DemoProcess, left_alive
from tests.integration.expected_truth import expected_truth_hash

pytestmark = [pytest.mark.emulator, pytest.mark.broker, pytest.mark.slow, pytest.mark.timeout(300)]

DAY, FLIGHTS, SEED = date(2013, 3, 8), 8, 7
ENDED = "Still running: "


@pytest.fixture(scope="module")
def replay() -> ReplayDay:
    return replay_of(DAY, FLIGHTS, SEED)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoProcess]:
    """One run for all tests, left up at its end."""
    folder = tmp_path_factory.mktemp("demo")
    process = DemoProcess(
        folder,
        "--flights",
        str(FLIGHTS),
        "--speed",
        "0",
        "--report",
        str(folder / "report.json"),
        "--keep-running",
    )
    try:
        process.wait_for(ENDED)
        yield process
    finally:
        process.kill()


@pytest.fixture(scope="module")
def report(demo: DemoProcess) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((demo.output.parent / "report.json").read_text())
    return content


def ask(demo: DemoProcess, path: str) -> Any:
    url = demo.text.split(ENDED)[1].split()[0]
    return httpx.get(url + path, timeout=10).raise_for_status().json()


def ask_all(demo: DemoProcess, path: str) -> list[dict[str, Any]]:
    """Every item of a list, page by page."""
    page = ask(demo, path)
    items: list[dict[str, Any]] = page["items"]
    while page["next"] is not None:
        page = ask(demo, f"{path}?cursor={page['next']}")
        items += page["items"]
    return items


def late(replay: ReplayDay) -> list[str]:
    return [str(flight.key) for flight in replay.flights if (flight.departure_delay or 0) >= 15]


def test_nothing_is_lost_and_the_report_says_what_the_data_says(
    report: dict[str, Any], replay: ReplayDay
) -> None:
    assert (report["kept"], report["broken"]) == (True, [])
    assert (report["date"], report["flights"], report["flightsOfTheDay"]) == ("2013-03-08", FLIGHTS, 979)
    assert report["events"] == len(replay.events)
    assert report["statuses"] == {
        "arrived": sum(not flight.cancelled for flight in replay.flights),
        "cancelled": sum(flight.cancelled for flight in replay.flights),
    }
    assert report["dead_letters"] == 0
    assert report["workflows"]["failed"] == report["workflows"]["running"] == 0
    assert report["workflows"]["succeeded"] > 0
    assert set(report["messages"]["by_channel"]) == {"email", "sms", "push"}
    assert report["peak_megabytes"] < 1000


def test_the_table_ends_in_the_truth_that_merging_the_events_gives(
    report: dict[str, Any], replay: ReplayDay
) -> None:
    assert report["truth_hash"] == expected_truth_hash(replay)


def test_the_screen_says_what_was_dropped_what_is_invented_and_where_the_api_is(demo: DemoProcess) -> None:
    text = demo.text
    assert "dropped, executions write no log events locally" in text
    assert f"a sample of {FLIGHTS} of the 979 flights" in text
    assert f"{6 * FLIGHTS} invented passengers, a sample of each cabin" in text
    assert "API: http://127.0.0.1:" in text
    assert "\x1b" not in text  # no cursor movements into a pipe


def test_every_late_flight_has_messages_and_they_state_its_real_departure(
    demo: DemoProcess, replay: ReplayDay
) -> None:
    assert late(replay)
    for flight_key in late(replay):
        lines = ask_all(demo, f"/v1/flights/{flight_key}/notifications")
        last = max(lines, key=lambda line: line["n"])
        message = ask(demo, f"/v1/notifications/{last['notificationId']}")
        flight = ask(demo, f"/v1/flights/{flight_key}")
        assert message["why"]["facts"]["time"]["new"] == flight["announced"]["out"]
        assert message["flightKey"] == flight_key
        assert message["text"]["source"] in ("template", "model", "cached", "repaired")
        assert "***" in message["contact"]


def test_a_correlation_id_leads_from_the_kafka_header_to_the_message(
    demo: DemoProcess, replay: ReplayDay
) -> None:
    in_headers = {dict(event.headers)["correlation-id"].decode(): event for event in replay.events}
    for flight_key in late(replay):
        history = ask_all(demo, f"/v1/flights/{flight_key}/history")
        stored = {row["correlationId"]: row["eventId"] for row in history}
        for line in ask_all(demo, f"/v1/flights/{flight_key}/notifications"):
            message = ask(demo, f"/v1/notifications/{line['notificationId']}")
            cause = in_headers[message["correlationId"]]
            assert cause.flight_key == flight_key
            assert cause.event_type != "flight.scheduled"
            assert stored[message["correlationId"]] == cause.event_id


def test_the_board_shows_every_flight_who_was_told_and_how_the_consumer_stands(
    demo: DemoProcess, replay: ReplayDay
) -> None:
    flights = [str(flight.key) for flight in replay.flights]
    told = sum(len(ask_all(demo, f"/v1/flights/{key}/notifications")) for key in flights)

    def board() -> dict[str, Any] | None:
        found: dict[str, Any] = ask(demo, f"/v1/board?date={DAY}")
        states = {row["state"] for row in found["disruptions"]}
        return found if (found["operations"]["messages"], states) == (told, {"DONE"}) else None

    # The stream's handler may be a moment behind the end of the replay.
    shown = eventually(board)
    assert sorted(row["flightKey"] for row in shown["flights"]) == sorted(flights)
    assert all(row["changedAt"] for row in shown["flights"])
    assert (shown["operations"]["consumers"], shown["operations"]["lagRecords"]) == (1, 0)
    assert shown["operations"]["endToEndP99Ms"] is not None
    assert shown["date"] == str(DAY)


def test_ctrl_c_ends_everything_that_was_started_and_removes_its_folder(demo: DemoProcess) -> None:
    """Last: it ends the run that the other tests look at."""
    started = demo.descendants()
    assert len(started) >= 5  # AWS with its workers, broker, Bedrock stand-in, consumer, API

    demo.signal(signal.SIGINT)

    assert demo.exit_code() == 130
    assert left_alive(started) == set()
    assert "Stopped by SIGINT: all that was started has ended." in demo.text
    assert list(demo.output.parent.glob("flightpulse-demo-*")) == []


def test_a_signal_while_things_are_starting_leaves_nothing_behind(tmp_path: Path) -> None:
    process = DemoProcess(tmp_path, "--flights", "2")
    try:
        process.wait_for("- Starting the consumer")
        started = process.descendants()
        process.signal(signal.SIGTERM)

        assert process.exit_code() == 128 + signal.SIGTERM
    finally:
        process.kill()
    assert started
    assert left_alive(started) == set()


def test_even_a_killed_demo_takes_its_processes_with_it(tmp_path: Path) -> None:
    process = DemoProcess(tmp_path, "--flights", "2")
    try:
        process.wait_for("- Replaying")
        started = process.descendants()
    finally:
        process.kill()
    assert len(started) >= 5
    assert left_alive(started) == set()
