"""HTTP as servers and what lies between them really speak it, byte by byte."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from services.core.awsio.errors import Invalid
from services.core.awsio.http import connection
from services.core.awsio.http.pool import Address, Pool
from tests.unit.awsio.certificate import self_signed

WHOLE = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
REQUEST = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"


class Server:
    """Answers each request with the next script; a script ends with closing when it says so."""

    def __init__(self, *answers: bytes, then_close: bool = False) -> None:
        self.answers = list(answers)
        self.then_close = then_close
        self.connections = 0
        self.closed = 0
        self.requests = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                self.requests += 1
                writer.write(self.answers.pop(0))
                if self.then_close:
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            self.closed += 1
        finally:
            writer.close()


@asynccontextmanager
async def pool_to(
    server: Server, ours: ssl.SSLContext | None = None, theirs: ssl.SSLContext | None = None
) -> AsyncIterator[tuple[Pool, Address]]:
    running = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=theirs)
    pool = Pool(ours or ssl.create_default_context())
    try:
        port: int = running.sockets[0].getsockname()[1]
        yield pool, Address("127.0.0.1", port, secure=theirs is not None)
    finally:
        pool.close()
        running.close()


async def test_a_connection_is_used_again() -> None:
    server = Server(WHOLE, WHOLE)
    async with pool_to(server) as (pool, address):
        answers = [await pool.exchange(address, REQUEST) for _ in range(2)]
    assert [(one.status, one.body) for one in answers] == [(200, b"{}")] * 2
    assert server.connections == 1


async def test_an_interim_answer_is_not_the_answer() -> None:
    async with pool_to(Server(b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + WHOLE)) as (pool, address):
        assert (await pool.exchange(address, REQUEST)).status == 200


async def test_a_connection_that_the_server_will_close_is_not_used_again() -> None:
    closing = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"
    server = Server(closing, WHOLE)
    async with pool_to(server) as (pool, address):
        for _ in range(2):
            await pool.exchange(address, REQUEST)
    assert server.connections == 2


async def test_an_answer_without_a_length_ends_with_its_connection() -> None:
    server = Server(b'HTTP/1.1 200 OK\r\n\r\n{"a":1}', then_close=True)
    async with pool_to(server) as (pool, address):
        answer = await pool.exchange(address, REQUEST)
    assert (answer.body, answer.reusable) == (b'{"a":1}', False)


@pytest.mark.parametrize("part", [b"", WHOLE[:10], WHOLE[:-1]], ids=["nothing", "half a line", "half a body"])
async def test_an_answer_that_breaks_off_is_none(part: bytes) -> None:
    async with pool_to(Server(part, then_close=True)) as (pool, address):
        with pytest.raises(OSError, match="closed"):
            await pool.exchange(address, REQUEST)


async def test_what_is_not_http_is_no_answer() -> None:
    async with pool_to(Server(b"SSH-2.0-OpenSSH_9\r\n")) as (pool, address):
        with pytest.raises(OSError, match="not HTTP"):
            await pool.exchange(address, REQUEST)


async def test_bytes_behind_an_answer_are_not_the_next_answer() -> None:
    other = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nother"
    server = Server(WHOLE + other, WHOLE)
    async with pool_to(server) as (pool, address):
        for _ in range(2):
            assert (await pool.exchange(address, REQUEST)).body == b"{}"
    assert server.connections == 2


async def test_an_answer_nobody_waits_for_any_more_is_not_the_next_one() -> None:
    server = Server(b"", WHOLE)
    async with pool_to(server) as (pool, address):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await pool.exchange(address, REQUEST)
        assert (await pool.exchange(address, REQUEST)).body == b"{}"
    assert server.connections == 2


async def test_a_connection_that_was_closed_while_idle_is_not_used() -> None:
    server = Server(WHOLE, WHOLE, then_close=True)
    async with pool_to(server) as (pool, address):
        await pool.exchange(address, REQUEST)
        await asyncio.sleep(0.05)
        await pool.exchange(address, REQUEST)
    assert server.connections == 2


async def test_an_announced_length_above_the_limit_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "MAX_RESPONSE_BYTES", 10)
    async with pool_to(Server(b"HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n")) as (pool, address):
        with pytest.raises(Invalid, match="ResponseTooLarge"):
            await pool.exchange(address, REQUEST)


async def test_a_secure_endpoint_is_believed_by_the_bundle_and_by_nothing_else(tmp_path: Path) -> None:
    certificate = self_signed(tmp_path)
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    theirs.load_cert_chain(certificate)
    ours = ssl.create_default_context(cafile=str(certificate))
    async with pool_to(Server(WHOLE, WHOLE), ours, theirs) as (pool, address):
        for _ in range(2):
            assert (await pool.exchange(address, REQUEST)).body == b"{}"
    async with pool_to(Server(WHOLE), None, theirs) as (pool, address):
        with pytest.raises(ssl.SSLCertVerificationError):
            await pool.exchange(address, REQUEST)
