"""Whatever dies, lingers, repeats or answers late: the guarantees hold, and the mutants are found out."""

import asyncio
import logging
from collections.abc import Iterator

import pytest

from services.consumer.lane_loop import LaneLoop
from tests.unit.consumer import mutants
from tests.unit.consumer.guarantees import Violation
from tests.unit.consumer.simulation import World

SEEDS = 400
FOUND = (
    mutants.NothingChangesNothingToDo,
    mutants.DifferenceOverTwoWrites,
    mutants.DoneBeforeTheAcknowledgement,
    mutants.CacheWithoutAcknowledgement,
    mutants.GuessKept,
    mutants.FirstOffset,
)


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("part", range(4))
def test_no_seed_violates_a_guarantee(part: int) -> None:
    run(LaneLoop, range(part * SEEDS // 4, (part + 1) * SEEDS // 4))


@pytest.mark.parametrize("mutant", FOUND, ids=lambda mutant: mutant.__name__)
def test_the_simulation_finds_the_mutant(mutant: type[LaneLoop]) -> None:
    with pytest.raises(Violation):
        run(mutant, range(SEEDS))


def run(loop: type[LaneLoop], seeds: range) -> None:
    for seed in seeds:
        asyncio.run(World(seed, loop).run())
