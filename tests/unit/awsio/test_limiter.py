"""The window of calls in flight: grows by answers, halves by throttles, is fair and leaks nothing."""

import asyncio

import pytest

from services.core.awsio.limiter import AdaptiveLimit


async def test_a_full_window_of_answers_adds_one() -> None:
    limit = AdaptiveLimit(initial=4)
    for _ in range(5):
        limit.release(await limit.acquire(), throttled=False)
    assert 5 <= limit.limit < 5.3


async def test_one_burst_of_throttles_halves_once() -> None:
    limit = AdaptiveLimit(initial=8)
    admitted = [await limit.acquire() for _ in range(8)]
    for ticket in admitted:
        limit.release(ticket, throttled=True)
    assert limit.limit == 4
    limit.release(await limit.acquire(), throttled=True)
    assert limit.limit == 2


async def test_one_call_is_always_allowed() -> None:
    limit = AdaptiveLimit(initial=1)
    for _ in range(5):
        limit.release(await limit.acquire(), throttled=True)
    assert await asyncio.wait_for(limit.acquire(), 1) is not None


async def test_a_call_without_an_answer_changes_nothing() -> None:
    limit = AdaptiveLimit(initial=4)
    limit.release(await limit.acquire(), throttled=None)
    assert (limit.limit, limit.in_flight) == (4, 0)


async def test_waiters_are_served_in_order_and_never_above_the_window() -> None:
    limit = AdaptiveLimit(initial=2, ceiling=2)
    order: list[int] = []
    peak = 0

    async def call(number: int) -> None:
        nonlocal peak
        ticket = await limit.acquire()
        peak = max(peak, limit.in_flight)
        order.append(number)
        await asyncio.sleep(0)
        limit.release(ticket, throttled=False)

    await asyncio.gather(*(call(number) for number in range(20)))
    assert (order, peak, limit.in_flight) == (list(range(20)), 2, 0)


@pytest.mark.parametrize("granted_first", [False, True])
async def test_a_cancelled_waiter_leaves_its_place_to_the_next(granted_first: bool) -> None:
    limit = AdaptiveLimit(initial=1, ceiling=1)
    held = await limit.acquire()
    first = asyncio.create_task(limit.acquire())
    second = asyncio.create_task(limit.acquire())
    await asyncio.sleep(0)
    if granted_first:
        limit.release(held, throttled=False)
        first.cancel()
    else:
        first.cancel()
        await asyncio.sleep(0)
        limit.release(held, throttled=False)
    ticket = await asyncio.wait_for(second, 1)
    assert limit.in_flight == 1
    limit.release(ticket, throttled=False)
    assert limit.in_flight == 0
