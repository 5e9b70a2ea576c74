"""Which record killed the process: found alone, whatever else was in its company, and nothing else buried."""

import random
from collections.abc import Iterable, Mapping

import pytest

from services.consumer.alone import Alone
from services.consumer.epoch import Epoch
from services.consumer.errors import ProcessKilled, Unavailable
from services.consumer.lanes import Lanes
from services.consumer.metrics import Metrics
from services.consumer.records import Partition, Record
from services.consumer.runs import Runs
from services.consumer.suspicion import DEATHS, TRIES, PastRun, Suspicion
from tests.unit.consumer.building import record

PARTITIONS = [Partition("flight-operations", number) for number in range(3)]
HOME, OTHER, _ = PARTITIONS
LENGTH = 12


class Kept:
    """What is kept of partitions, in memory."""

    def __init__(self) -> None:
        self.runs: dict[Partition, PastRun] = {}
        self.writes = 0
        self.fails = False

    async def read(self, partitions: Iterable[Partition]) -> dict[Partition, PastRun]:
        if self.fails:
            raise Unavailable("no table")
        return {one: self.runs[one] for one in partitions if one in self.runs}

    async def write(self, runs: Mapping[Partition, PastRun]) -> None:
        if self.fails:
            raise Unavailable("no table")
        self.writes += 1
        self.runs |= runs


class World:
    """Logs of three partitions, what is committed of them, and a record that kills whoever handles it."""

    def __init__(self, seed: int, killer: tuple[Partition, int] | None) -> None:
        self.random = random.Random(seed)
        self.killer = killer
        self.kept = Kept()
        self.lives = 0
        self.runs = self.process()
        self.committed: dict[Partition, int | None] = dict.fromkeys(PARTITIONS, 0)
        self.buried: list[Record] = []
        self.deaths = 0

    def process(self) -> Runs:
        """Another one than ever before."""
        self.lives += 1
        return Runs(self.kept, lambda _: LENGTH, f"process {self.lives}")

    async def begin(self) -> Suspicion:
        self.runs = self.process()
        found = await self.runs.begin(self.committed)
        assert found is not None
        return found

    async def run(self) -> bool:
        """One life of the process: True when it did everything, False when it died."""
        suspicion, epoch = await self.begin(), Epoch(1, self.committed)
        todo = {one: list(range(self.committed[one] or 0, LENGTH)) for one in PARTITIONS}
        while any(todo.values()):
            await suspicion.review(epoch, lambda _: LENGTH)
            alone = suspicion.alone
            choices = [one for one in alone or PARTITIONS if todo[one]]
            partition = self.random.choice(choices)
            one = record(todo[partition].pop(0), partition=partition)
            killed = await suspicion.begin(one) if alone else None
            epoch.receive(one)
            if killed is not None:
                self.buried.append(one)
            elif (partition, one.offset) == self.killer:
                self._die(epoch)
                return False
            epoch.complete(one)
            suspicion.survived()
        await suspicion.review(epoch, lambda _: LENGTH)
        await self.runs.end(suspicion)
        return True

    def _die(self, epoch: Epoch) -> None:
        """Commits are behind: any part of what is done may be committed."""
        self.deaths += 1
        for one in PARTITIONS:
            done = epoch.tracker(one).committable
            if done is not None:
                self.committed[one] = self.random.randint(self.committed[one] or 0, done)


@pytest.mark.parametrize("seed", range(100))
async def test_the_killer_alone_is_buried_after_so_many_deaths(seed: int) -> None:
    chosen = random.Random(seed)
    killer = (chosen.choice(PARTITIONS), chosen.randrange(LENGTH))
    world = World(seed, killer)
    while not await world.run():
        assert world.deaths <= DEATHS + TRIES
    assert world.deaths == DEATHS + TRIES
    assert [(one.partition, one.offset) for one in world.buried] == [killer]
    assert all(run == PastRun(owner=run.owner) for run in world.kept.runs.values()), (
        "nothing is left of the suspicion"
    )


async def test_while_nobody_dies_an_epoch_costs_two_writes() -> None:
    world = World(1, None)
    assert await world.run()
    assert await world.run()
    assert (world.kept.writes, world.buried) == (4, [])


async def test_one_death_is_nobodys_fault() -> None:
    world = World(1, None)
    await world.begin()  # never ended
    suspicion = await world.begin()
    assert suspicion.is_any
    assert suspicion.alone == []
    assert (await world.begin()).alone == PARTITIONS


async def test_a_process_that_lost_its_partitions_and_comes_back_has_not_died() -> None:
    world = World(1, None)
    for _ in range(DEATHS + TRIES):
        suspicion = await world.runs.begin(world.committed)  # never ended: the session was over first
        assert suspicion is not None
        assert not suspicion.is_any
    assert (await world.begin()).is_any, "another process cannot know that"


async def test_what_it_handled_alone_when_it_lost_them_was_no_try() -> None:
    world = World(1, None)
    world.kept.runs[HOME] = PastRun(is_open=True, deaths=DEATHS, attempts={7: TRIES - 1}, owner="the dead")
    for _ in range(TRIES):
        suspicion = await world.runs.begin(world.committed)
        assert suspicion is not None
        assert await suspicion.begin(record(7, partition=HOME)) is None
        assert world.kept.runs[HOME].attempts == {7: TRIES}
    again = await world.begin()
    assert await again.begin(record(7, partition=HOME)) is not None, "this one died with it"


async def test_an_orderly_end_neither_counts_as_a_death_nor_ends_a_suspicion() -> None:
    """A rebalance in the middle of a crash loop may not begin the count anew."""
    world = World(1, None)
    for _ in range(3):
        suspicion = await world.begin()
    assert await suspicion.begin(record(0, partition=HOME)) is None
    await world.runs.end(suspicion)
    assert world.kept.runs[HOME] == PastRun(is_open=False, deaths=2, attempts={}), "it lived through it"
    assert (await world.begin()).alone == PARTITIONS


async def test_where_a_record_was_alone_at_the_death_it_comes_first() -> None:
    world = World(1, None)
    for _ in range(3):
        suspicion = await world.begin()
    await suspicion.begin(record(4, partition=OTHER))
    again = await world.begin()
    assert again.alone == [OTHER]
    epoch = Epoch(1, world.committed)
    for offset in range(5):
        epoch.receive(record(offset, partition=OTHER))
        epoch.complete(record(offset, partition=OTHER))
    await again.review(epoch, lambda _: None)
    assert again.alone == PARTITIONS, "it was not that one, so all are looked at"


async def test_without_the_table_the_epoch_goes_on_unwatched() -> None:
    world = World(1, None)
    world.kept.fails = True
    assert await world.runs.begin(world.committed) is None


async def test_nothing_is_begun_that_is_not_put_down() -> None:
    world = World(1, None)
    for _ in range(3):
        suspicion = await world.begin()
    taken: list[Record] = []
    alone = Alone(lambda _, one: taken.append(one), lambda *_: None, Metrics())
    world.kept.fails = True
    with pytest.raises(Unavailable):
        await alone.take(
            Lanes(Epoch(1, world.committed)), suspicion, record(0, partition=HOME), lambda: False
        )
    assert taken == []


async def test_a_record_that_is_never_done_does_not_keep_the_others_waiting_for_ever() -> None:
    world = World(1, None)
    for _ in range(3):
        suspicion = await world.begin()
    lanes = Lanes(Epoch(1, world.committed))
    alone = Alone(lambda lanes, one: lanes.epoch.receive(one), lambda *_: None, Metrics(), seconds=0.02)
    assert await alone.take(lanes, suspicion, record(0, partition=HOME), lambda: False)
    assert suspicion.alone == []


async def test_a_record_that_had_its_tries_is_not_looked_at_again() -> None:
    world = World(1, None)
    world.kept.runs[HOME] = PastRun(is_open=True, deaths=3, attempts={7: TRIES})
    suspicion = await world.begin()
    buried: list[ProcessKilled] = []

    def bury(lanes: Lanes, one: Record, error: ProcessKilled) -> None:
        buried.append(error)

    def take(lanes: Lanes, one: Record) -> None:
        raise AssertionError("it was looked at")

    lanes = Lanes(Epoch(1, world.committed))
    assert await Alone(take, bury, Metrics()).take(lanes, suspicion, record(7, partition=HOME), lambda: False)
    assert "4 runs in a row died" in str(buried[0])
    await suspicion.review(lanes.epoch, lambda _: None)
    assert not suspicion.is_any, "it explains every death"
