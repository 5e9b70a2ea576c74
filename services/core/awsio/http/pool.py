"""The connections to all services: dialled when needed, kept while young, never more than so many."""

import asyncio
import ssl
from collections import defaultdict, deque
from typing import Final, NamedTuple

from services.core.awsio.http.connection import Answer, Connection

CONNECTIONS: Final = 256
CONNECT_SECONDS: Final = 2.0
KEEP_SECONDS: Final = 10.0
"""An idle connection that is older may have been closed by the other side, or by something in between."""


class Address(NamedTuple):
    """Where a service listens."""

    host: str
    port: int
    secure: bool


class Pool:
    """Requests over connections that are used again, the one used last first."""

    def __init__(self, tls: ssl.SSLContext) -> None:
        self._tls = tls
        self._places = asyncio.Semaphore(CONNECTIONS)
        self._idle: defaultdict[Address, deque[tuple[float, Connection]]] = defaultdict(deque)
        self._closed = False

    async def exchange(self, address: Address, request: bytes) -> Answer:
        """One request, sent once. Raises OSError (TimeoutError for the dialling), or Invalid."""
        async with self._places:
            connection = self._kept(address) or await self._dial(address)
            answer = await connection.exchange(request)
            if answer.reusable and not self._closed:
                self._idle[address].append((asyncio.get_running_loop().time(), connection))
            else:
                connection.close()
            return answer

    def close(self) -> None:
        """Close what is idle now, and what is busy when its answer has come."""
        self._closed = True
        for kept in self._idle.values():
            while kept:
                kept.popleft()[1].close()

    def _kept(self, address: Address) -> Connection | None:
        kept = self._idle[address]
        old = asyncio.get_running_loop().time() - KEEP_SECONDS
        while kept and kept[0][0] < old:
            kept.popleft()[1].close()
        while kept:
            _, connection = kept.pop()
            if connection.is_open:
                return connection
        return None

    async def _dial(self, address: Address) -> Connection:
        async with asyncio.timeout(CONNECT_SECONDS):
            _, connection = await asyncio.get_running_loop().create_connection(
                Connection, address.host, address.port, ssl=self._tls if address.secure else None
            )
        return connection
