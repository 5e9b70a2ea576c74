"""One connection: a request out, its answer back, read by httptools and bounded in size."""

import asyncio
from typing import NamedTuple, cast

import httptools

from services.core.awsio.errors import Invalid

# The largest answer that AWS gives to an operation used here (BatchGetItem) is 16 MB.
MAX_RESPONSE_BYTES = 20 * 1024 * 1024


class Answer(NamedTuple):
    """What came back; header names in small letters. `reusable`: the server keeps the connection."""

    status: int
    headers: dict[bytes, bytes]
    body: bytes
    reusable: bool


class Connection(asyncio.Protocol):
    """One exchange at a time. A connection that met anything odd is closed, and never used again."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._parser = httptools.HttpResponseParser(self)
        self._answer: asyncio.Future[Answer] | None = None
        self._headers: dict[bytes, bytes] = {}
        self._body: list[bytes] = []
        self._size = 0
        self._until_end = False

    @property
    def is_open(self) -> bool:
        """Whether neither side has begun to close."""
        return self._transport is not None and not self._transport.is_closing()

    async def exchange(self, request: bytes) -> Answer:
        """Send a whole request. Raises OSError when the answer does not arrive whole, Invalid when too large.

        Whoever gives up waiting leaves the connection closed: the answer that is still to come would be
        taken for that to the next request.
        """
        if self._transport is None or self._transport.is_closing():
            raise ConnectionResetError("the connection was closed before the request")
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._answer = answer
        self._transport.write(request)
        try:
            return await answer
        except BaseException:
            self.close()
            raise
        finally:
            self._answer = None

    def close(self) -> None:
        """At once; what was not sent is dropped."""
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Of asyncio.Protocol."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is none by inheritance

    def data_received(self, data: bytes) -> None:
        """Of asyncio.Protocol."""
        if self._answer is None or self._answer.done():
            self.close()  # nobody asked
            return
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError as error:
            self._fail(ConnectionError(f"the answer is not HTTP: {error}"))

    def connection_lost(self, exc: Exception | None) -> None:
        """Of asyncio.Protocol."""
        if self._until_end and exc is None:
            self.on_message_complete()
        self._fail(exc or ConnectionResetError("the server closed the connection"))

    def on_message_begin(self) -> None:
        """Of httptools: another answer. Behind an interim one (1xx) only is it what was asked for."""
        if self._answer is None or self._answer.done():
            self.close()
        self._headers, self._body, self._size, self._until_end = {}, [], 0, False

    def on_header(self, name: bytes, value: bytes) -> None:
        """Of httptools."""
        self._headers[name.lower()] = value

    def on_headers_complete(self) -> None:
        """Of httptools."""
        length = self._headers.get(b"content-length")
        if length is not None and int(length) > MAX_RESPONSE_BYTES:
            self._refuse()
        # RFC 9112, 6.3: without a length the body ends where the connection does.
        self._until_end = length is None and b"transfer-encoding" not in self._headers

    def on_body(self, part: bytes) -> None:
        """Of httptools."""
        self._body.append(part)
        self._size += len(part)
        if self._size > MAX_RESPONSE_BYTES:
            self._refuse()

    def on_message_complete(self) -> None:
        """Of httptools: the answer is whole."""
        status = self._parser.get_status_code()
        if status < 200 or self._answer is None or self._answer.done():
            return
        reusable = self._parser.should_keep_alive() and not self._until_end
        self._answer.set_result(Answer(status, self._headers, b"".join(self._body), reusable))

    def _refuse(self) -> None:
        status = self._parser.get_status_code()
        message = f"the answer is larger than {MAX_RESPONSE_BYTES} bytes"
        self._fail(Invalid("ResponseTooLarge", message, status))
        self._body = []

    def _fail(self, error: Exception) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error)
        self.close()
