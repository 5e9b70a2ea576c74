"""Lanes share requests, and each gets its own answer or its own error."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from services.consumer.batching import Batcher
from services.consumer.errors import Unavailable
from services.core.awsio.errors import Invalid, Throttled


@dataclass(frozen=True)
class Ask:
    """What a lane asks for."""

    name: str
    size: int = 1
    places: int = 1


class Service:
    """Answers each ask with its name in capitals, unless it is told otherwise."""

    def __init__(self) -> None:
        self.requests: list[list[str]] = []
        self.answers: dict[str, Exception] = {}
        self.refuses: dict[str, Exception] = {}
        self.open = asyncio.Event()
        self.open.set()

    async def send(self, asks: Sequence[Ask]) -> list[str | Exception]:
        self.requests.append([ask.name for ask in asks])
        await self.open.wait()
        for ask in asks:
            if ask.name in self.refuses:
                raise self.refuses[ask.name]
        return [self.answers.get(ask.name, ask.name.upper()) for ask in asks]


def batcher(service: Service, most: int = 3, size: int = 100, senders: int = 8) -> Batcher[Ask, str]:
    return Batcher(service.send, most=most, size=size, senders=senders)


async def test_what_is_asked_at_one_time_shares_requests_up_to_the_limit() -> None:
    service = Service()
    shared = batcher(service)
    answers = await asyncio.gather(*(shared.answer(Ask(name)) for name in "abcd"))
    assert answers == ["A", "B", "C", "D"]
    assert service.requests == [["a", "b", "c"], ["d"]]


async def test_a_request_is_bounded_by_size_and_one_that_is_too_large_goes_alone() -> None:
    service = Service()
    shared = batcher(service, size=10)
    await asyncio.gather(*(shared.answer(Ask(name, size)) for name, size in (("a", 6), ("b", 6), ("c", 99))))
    assert service.requests == [["a"], ["b"], ["c"]]


async def test_one_name_is_in_a_request_once_and_keeps_its_turn() -> None:
    service = Service()
    shared = batcher(service)
    await asyncio.gather(*(shared.answer(Ask(name)) for name in ("a", "a", "b", "a")))
    assert service.requests == [["a", "b"], ["a"], ["a"]]


async def test_an_error_reaches_the_lane_that_it_is_of_and_no_other() -> None:
    service = Service()
    service.answers["b"] = Throttled("ThrottlingError")
    shared = batcher(service)
    answers = await asyncio.gather(*(shared.answer(Ask(name)) for name in "abc"), return_exceptions=True)
    assert answers == ["A", service.answers["b"], "C"]


async def test_a_request_refused_for_one_ask_is_made_again_one_by_one() -> None:
    service = Service()
    service.refuses["b"] = Invalid("ValidationException")
    shared = batcher(service)
    answers = await asyncio.gather(*(shared.answer(Ask(name)) for name in "abc"), return_exceptions=True)
    assert answers == ["A", service.refuses["b"], "C"]
    assert service.requests == [["a", "b", "c"], ["a"], ["b"], ["c"]]


@pytest.mark.parametrize("error", [Throttled("ThrottlingException"), ZeroDivisionError("a bug")], ids=repr)
async def test_a_request_that_fails_is_told_to_every_lane_and_repeated_for_none(error: Exception) -> None:
    service = Service()
    service.refuses["b"] = error
    shared = batcher(service)
    answers = await asyncio.gather(*(shared.answer(Ask(name)) for name in "abc"), return_exceptions=True)
    assert answers == [error, error, error]
    assert len(service.requests) == 1


async def test_an_answer_that_does_not_fit_its_request_hangs_nobody() -> None:
    async def short(asks: Sequence[Ask]) -> list[str | Exception]:
        return ["A"] * (len(asks) - 1)

    shared: Batcher[Ask, str] = Batcher(short, most=3, size=3)
    async with asyncio.timeout(1.0):
        answers = await asyncio.gather(*(shared.answer(Ask(name)) for name in "ab"), return_exceptions=True)
    assert [type(answer) for answer in answers] == [Unavailable, Unavailable]


async def test_what_a_cancelled_lane_asked_for_is_not_sent() -> None:
    service = Service()
    shared = batcher(service)
    shared.answer(Ask("a")).cancel()
    await shared.answer(Ask("b"))
    assert service.requests == [["b"]]


async def test_a_lane_cancelled_while_its_request_is_out_takes_no_other_lane_along() -> None:
    service = Service()
    service.open.clear()
    shared = batcher(service)
    first, second = (shared.answer(Ask(name)) for name in "ab")
    await asyncio.sleep(0.01)
    first.cancel()
    service.open.set()
    assert await second == "B"


async def test_requests_at_a_time_are_bounded_and_what_waits_meanwhile_shares_the_next() -> None:
    service = Service()
    service.open.clear()
    shared = batcher(service, senders=1)
    lanes = [shared.answer(Ask("a"))]
    await asyncio.sleep(0.01)
    lanes += [shared.answer(Ask(name)) for name in "bc"]
    await asyncio.sleep(0.01)
    assert service.requests == [["a"]]
    service.open.set()
    await asyncio.gather(*lanes)
    assert service.requests == [["a"], ["b", "c"]]


async def test_a_lane_that_is_alone_waits_for_no_request_that_is_out() -> None:
    service = Service()
    service.open.clear()
    shared = batcher(service)
    lanes = [shared.answer(Ask("a"))]
    await asyncio.sleep(0.01)
    lanes.append(shared.answer(Ask("b")))
    await asyncio.sleep(0.01)
    assert service.requests == [["a"], ["b"]]
    service.open.set()
    await asyncio.gather(*lanes)
