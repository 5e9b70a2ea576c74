"""A consumer killed in each row of the crash matrix and started again (docs/crash-matrix.md).

A real process, ended by os._exit at the row's checkpoint; what it left is what the row says, and after the
next life every oracle is content. The scenarios are in tests/reliability/rows.py, played side by side.
"""

from collections.abc import Iterator

import pytest

from local.broker import MockBroker
from tests.reliability import rows
from tests.reliability.aws.server import AwsServer
from tests.reliability.played import Played, play

pytestmark = [pytest.mark.broker, pytest.mark.slow]


@pytest.fixture(scope="module")
def played(
    request: pytest.FixtureRequest,
    mock_broker: MockBroker,
    aws_server: AwsServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Played[None]]:
    """Those scenarios that a chosen test asks for: the test of `rows.x` is called `test_x`."""
    wanted = {item.name.removeprefix("test_") for item in request.session.items}
    chosen = {name: scenario for name, scenario in vars(rows).items() if name in wanted}
    folder = tmp_path_factory.mktemp("rows")
    with play(chosen, mock_broker, aws_server, folder, rows.OWN_BROKER) as running:
        yield running


def test_row_0(played: Played[None]) -> None:
    played.wait("row_0")


def test_row_1(played: Played[None]) -> None:
    played.wait("row_1")


def test_row_2(played: Played[None]) -> None:
    played.wait("row_2")


def test_row_3(played: Played[None]) -> None:
    played.wait("row_3")


def test_row_4(played: Played[None]) -> None:
    played.wait("row_4")


def test_row_4_not_arrived(played: Played[None]) -> None:
    played.wait("row_4_not_arrived")


def test_row_5(played: Played[None]) -> None:
    played.wait("row_5")


def test_row_6(played: Played[None]) -> None:
    played.wait("row_6")


def test_row_7(played: Played[None]) -> None:
    played.wait("row_7")


def test_row_7_not_arrived(played: Played[None]) -> None:
    played.wait("row_7_not_arrived")


def test_row_8(played: Played[None]) -> None:
    played.wait("row_8")


def test_row_9(played: Played[None]) -> None:
    played.wait("row_9")


def test_row_10(played: Played[None]) -> None:
    played.wait("row_10")


def test_row_12(played: Played[None]) -> None:
    played.wait("row_12")


def test_row_13(played: Played[None]) -> None:
    played.wait("row_13")


def test_row_13_begun_alone(played: Played[None]) -> None:
    played.wait("row_13_begun_alone")


def test_row_14(played: Played[None]) -> None:
    played.wait("row_14")


def test_row_14_ends_well(played: Played[None]) -> None:
    played.wait("row_14_ends_well")


def test_row_17(played: Played[None]) -> None:
    played.wait("row_17")


def test_broker_outage(played: Played[None]) -> None:
    played.wait("broker_outage")
