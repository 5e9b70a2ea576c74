"""The arithmetic of the bill, by hand on small numbers, and what the quotas make of a world's day."""

import dataclasses
from dataclasses import replace

import pytest

from flightpulse.cli import main
from flightpulse.cost import prices
from flightpulse.cost.line import total
from flightpulse.cost.page import page, per_million_events
from flightpulse.cost.quotas import quotas
from flightpulse.cost.running import bus_events, read_units, running, transitions, write_units
from flightpulse.cost.standing import ENVIRONMENTS, standing
from flightpulse.cost.workload import Assumptions, Workload
from tests.unit.project.repository import ROOT

# One flight, ten updates; one announcement of it concerns one contact, who gets one mail.
PLAIN = Assumptions(
    disrupted_flights=1, announcements=1, passengers_a_contact=1, emails=1, texts=0, pushes=0,
    bookings_changed=0, peak=1, state_kb=3, folded=2, status_index_writes=0.5, told_kb=2, record_kb=1,
    api_requests_a_passenger=0,
)  # fmt: skip
ONE = Workload(flights=1, updates=10, passengers=1, assumed=PLAIN)
WORLD = Workload(flights=110_000, updates=35, passengers=14_200_000)


def test_a_price_is_for_so_many_units() -> None:
    assert prices.Price(5, 1_000, "things").of(400) == 2.0


def test_units_written_are_counted_item_by_item() -> None:
    history, state, pointers = 10, 5 * 3.5, 2
    runs, told, record = 4, 2 * 2 + 2, 1 + 1
    # What the board is told of: five states, one message, and the beginning and end of one run.
    board = 5 + 1 + 2
    assert write_units(ONE) == history + state + board + pointers + runs + told + record


def test_units_read_are_counted_read_by_read() -> None:
    first, look, batch = 2, 3, 2
    assert read_units(ONE) == first + look + batch


def test_events_of_the_bus_are_counted_by_kind() -> None:
    # The delay and the workflow's own fact; four of five folds change a status only; the mail.
    assert bus_events(ONE) == 2 + 4 + 1
    assert transitions(ONE) == 14 + 1


def test_a_day_twice_as_big_costs_twice_as_much() -> None:
    twice = replace(WORLD, flights=220_000, passengers=28_400_000)
    assert total(running(twice)) == pytest.approx(2 * total(running(WORLD)), rel=1e-6)


def test_every_line_is_its_quantity_at_its_price() -> None:
    for line in running(WORLD):
        assert line.dollars == pytest.approx(line.quantity / line.price.per * line.price.dollars)
    assert per_million_events(WORLD) == pytest.approx(
        total([line for line in running(WORLD) if line.what not in ("Mail", "SMS", "Push")]) / 3.85
    )


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(Assumptions)])
def test_no_assumption_is_idle(name: str) -> None:
    """Each moves the bill or a quota: one that does not is not an assumption."""
    before = Workload(1_000, 35, 130_000)
    value = getattr(Assumptions(), name)
    changed = Assumptions(**{name: 2 if value == 1.0 else value * 2})
    after = replace(before, assumed=changed)
    assert [line.quantity for line in running(before)] != [line.quantity for line in running(after)] or [
        quota.need for quota in quotas(before)
    ] != [quota.need for quota in quotas(after)]


def test_an_idle_environment_is_paid_by_the_hour() -> None:
    endpoints = next(line for line in standing(ENVIRONMENTS["prod"]) if line.what == "Interface endpoints")
    one = ENVIRONMENTS["prod"]
    assert endpoints.dollars == pytest.approx(one.endpoints * one.zones * 730 * 0.01)
    assert total(standing(ENVIRONMENTS["dev"])) < total(standing(ENVIRONMENTS["prod"]))


def test_the_quotas_that_a_day_of_the_world_does_not_fit_into_are_those_of_the_senders() -> None:
    short = {quota.what for quota in quotas(WORLD) if not quota.met}
    assert short == {"SES sending", "SMS throughput of one short code"}
    assert all(quota.met for quota in quotas(Workload(1_000, 35, 130_000)))


def test_a_quota_is_enough_with_a_fifth_to_spare() -> None:
    (writes,) = (quota for quota in quotas(WORLD) if quota.what == "DynamoDB table, writes")
    assert writes.need == pytest.approx(write_units(WORLD) / 86_400 * 4)
    assert replace(writes, need=0.8 * writes.default).met
    assert not replace(writes, need=0.81 * writes.default).met


def test_the_command_prints_bill_and_quotas(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cost", "--flights", "110000", "--updates", "35", "--passengers", "14200000"]) == 0
    said = capsys.readouterr().out
    assert "3,850,000 events" in said
    assert "raise: 14 is what leaves the sandbox" in said


def test_a_day_without_flights_is_refused() -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["cost", "--flights", "0"])


def test_the_document_holds_what_the_command_prints() -> None:
    shown = (ROOT / "docs/cost.md").read_text(encoding="utf-8").partition("```text\n")[2].partition("```")[0]
    assert shown == "".join(f"{line.rstrip()}\n" for line in page(WORLD, "prod"))
