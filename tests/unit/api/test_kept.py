"""What is the same for everybody is made once a second, and an error is nobody else's."""

import asyncio

import pytest

from services.api.reads.kept import Kept


class Making:
    """Counts how often it is asked; `ready` lets it answer."""

    def __init__(self) -> None:
        self.count = 0
        self.fails = False
        self.ready = asyncio.Event()
        self.ready.set()

    async def make(self) -> bytes:
        self.count += 1
        await self.ready.wait()
        if self.fails:
            raise ValueError("no")
        return b"answer %d" % self.count


@pytest.fixture
def clock() -> list[float]:
    return [100.0]


async def test_all_who_ask_at_once_get_one_answer(clock: list[float]) -> None:
    kept, making = Kept(now=lambda: clock[0]), Making()
    making.ready.clear()
    asked = [asyncio.create_task(kept.get("q", making.make)) for _ in range(5)]
    await asyncio.sleep(0)
    asked[0].cancel()  # who goes away takes nothing from the others
    making.ready.set()
    found = await asyncio.gather(*asked[1:])
    assert ({one.body for one in found}, making.count) == ({b"answer 1"}, 1)


async def test_an_answer_is_good_for_a_second_from_before_it_was_read(clock: list[float]) -> None:
    kept, making = Kept(now=lambda: clock[0]), Making()
    first = await kept.get("q", making.make)
    clock[0] += 0.9
    assert await kept.get("q", making.make) == first
    clock[0] += 0.2
    second = await kept.get("q", making.make)
    assert (second.body, second.tag == first.tag) == (b"answer 2", False)
    assert (await kept.get("another", making.make)).body == b"answer 3"


async def test_an_error_is_not_kept(clock: list[float]) -> None:
    kept, making = Kept(now=lambda: clock[0]), Making()
    making.fails = True
    with pytest.raises(ValueError, match="no"):
        await kept.get("q", making.make)
    making.fails = False
    assert (await kept.get("q", making.make)).body == b"answer 2"


async def test_old_answers_make_room(clock: list[float]) -> None:
    kept, making = Kept(now=lambda: clock[0]), Making()
    for number in range(300):
        await kept.get(number, making.make)
    assert len(kept._answers) == 256
