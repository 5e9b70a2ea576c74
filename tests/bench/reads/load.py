"""Requests over kept connections: as many as go, or so many a second by the clock."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle

import httptools

CONNECTIONS = 16


class BadAnswer(Exception):
    """The program did not do the work."""


class Connection(asyncio.Protocol):
    """One request at a time; the answer is counted, its status looked at."""

    def __init__(self) -> None:
        self._parser = httptools.HttpResponseParser(self)
        self._answered: asyncio.Future[int] | None = None
        self.bytes = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep where requests go."""
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Feed the parser."""
        self._parser.feed_data(data)

    def on_body(self, part: bytes) -> None:
        """One part of the body."""
        self.bytes += len(part)

    def on_message_complete(self) -> None:
        """The whole answer is here."""
        if self._answered is not None and not self._answered.done():
            self._answered.set_result(self._parser.get_status_code())
        self._parser = httptools.HttpResponseParser(self)

    def connection_lost(self, error: Exception | None) -> None:
        """Whoever waits hears of it."""
        if self._answered is not None and not self._answered.done():
            self._answered.set_exception(BadAnswer(f"the connection was closed: {error}"))

    async def ask(self, request: bytes) -> None:
        """Send and wait. Raises BadAnswer for any other status than 200."""
        self._answered = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        status = await self._answered
        if status != 200:
            raise BadAnswer(f"status {status} for {request.splitlines()[0].decode()}")


@dataclass(slots=True)
class Load:
    """What was asked and how long each answer took, in milliseconds, from when it was due."""

    requests: int = 0
    seconds: float = 0.0
    milliseconds: list[float] = field(default_factory=list)


async def as_many_as_go(port: int, requests: Sequence[bytes], seconds: float) -> Load:
    """All connections at work all the time."""
    load, turn = Load(), cycle(requests)
    began = time.perf_counter()
    ends = began + seconds

    async def work(connection: Connection) -> None:
        while (asked := time.perf_counter()) < ends:
            await connection.ask(next(turn))
            load.requests += 1
            load.milliseconds.append((time.perf_counter() - asked) * 1000)

    await asyncio.gather(*(work(one) for one in await _connections(port)))
    load.seconds = time.perf_counter() - began
    return load


async def at_rate(port: int, requests: Sequence[bytes], rate: float, seconds: float) -> Load:
    """One request after the other when its time comes; one that has to wait for a connection is late."""
    load, turn = Load(), cycle(requests)
    free: asyncio.Queue[Connection] = asyncio.Queue()
    for one in await _connections(port):
        free.put_nowait(one)
    began = time.perf_counter()

    async def ask(due: float) -> None:
        connection = await free.get()
        await connection.ask(next(turn))
        free.put_nowait(connection)
        load.milliseconds.append((time.perf_counter() - due) * 1000)

    tasks = []
    for due in _times(began, rate, seconds):
        if (ahead := due - time.perf_counter()) > 0:
            await asyncio.sleep(ahead)
        tasks.append(asyncio.create_task(ask(due)))
    await asyncio.gather(*tasks)
    load.requests, load.seconds = len(tasks), time.perf_counter() - began
    return load


def _times(began: float, rate: float, seconds: float) -> Iterator[float]:
    return (began + number / rate for number in range(int(rate * seconds)))


async def _connections(port: int) -> list[Connection]:
    loop = asyncio.get_running_loop()
    return [(await loop.create_connection(Connection, "127.0.0.1", port))[1] for _ in range(CONNECTIONS)]
