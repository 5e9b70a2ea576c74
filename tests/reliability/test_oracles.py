"""Each oracle sees the fault that it is there for, is content without it, and judges nothing unseen."""

from collections.abc import Callable, Iterator

import pytest

from local.broker import MockBroker
from tests.reliability import oracles, ordeals
from tests.reliability.aws.server import AwsServer
from tests.reliability.observed import Observed
from tests.reliability.pipeline import Pipeline
from tests.reliability.played import Played, play

pytestmark = [pytest.mark.broker, pytest.mark.slow]

Ordeal = Callable[[Pipeline, str | None], Observed]

FAULTS: dict[str, tuple[Ordeal, Callable[[Observed], list[str]]]] = {
    "outbox_not_republished": (ordeals.dies_with_a_full_outbox, oracles.no_loss),
    "history_dropped": (ordeals.two_lives, oracles.no_loss),
    "newer_overtakes_older": (ordeals.the_bus_takes_half, oracles.order_published),
    "last_of_the_fold_only": (ordeals.two_lives, oracles.state_equals_merge),
    "announced_is_forgotten": (ordeals.the_feed_repeats_itself, oracles.told_once),
    "offset_proves_nothing": (ordeals.two_lives, oracles.duplicates_bounded),
    "highest_seen_committed": (
        ordeals.killed_while_the_table_is_out_of_reach,
        oracles.commit_never_ahead_of_done,
    ),
    "first_offset_repeated": (ordeals.two_lives, oracles.offset_never_regresses),
}
HEALTHY = sorted({ordeal.__name__ for ordeal, _ in FAULTS.values()})
NOTHING = Observed(topic="none", sent=(), accepted=(), writes=(), rows=(), dead=(), samples=())


@pytest.fixture(scope="module")
def played(
    mock_broker: MockBroker, aws_server: AwsServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Played[Observed]]:
    """Every ordeal, by a consumer without a fault and by each that has one."""
    scenarios = {
        name: _suffered(ordeal, f"tests.reliability.mutants:{name}") for name, (ordeal, _) in FAULTS.items()
    }
    scenarios |= {name: _suffered(getattr(ordeals, name), None) for name in HEALTHY}
    with play(scenarios, mock_broker, aws_server, tmp_path_factory.mktemp("ordeals")) as running:
        yield running


@pytest.mark.parametrize("name", FAULTS)
def test_the_oracle_sees_the_fault(name: str, played: Played[Observed]) -> None:
    assert FAULTS[name][1](played.wait(name))


@pytest.mark.parametrize("name", HEALTHY)
def test_every_oracle_is_content_with_a_consumer_without_a_fault(name: str, played: Played[Observed]) -> None:
    assert oracles.judge(played.wait(name)) == []


def test_each_oracle_has_a_fault_that_it_sees() -> None:
    assert {oracle for _, oracle in FAULTS.values()} == set(oracles.ORACLES)


@pytest.mark.parametrize("oracle", oracles.ORACLES, ids=lambda oracle: oracle.__name__)
def test_what_was_not_seen_is_not_called_right(oracle: Callable[[Observed], list[str]]) -> None:
    (said,) = oracle(NOTHING)
    assert "no" in said


def _suffered(ordeal: Ordeal, variant: str | None) -> Callable[[Pipeline], Observed]:
    return lambda pipeline: ordeal(pipeline, variant)
