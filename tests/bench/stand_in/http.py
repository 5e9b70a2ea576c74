"""Just enough HTTP/1.1 to answer an AWS client: keep-alive, one JSON body in, one out."""

import asyncio
import zlib
from collections.abc import Callable

import httptools

Answer = Callable[[dict[str, str], bytes], tuple[int, bytes]]


class Connection(asyncio.Protocol):
    """One connection. The answer is made while the request is read, so it comes at once."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._parser = httptools.HttpRequestParser(self)
        self._headers: dict[str, str] = {}
        self._body: list[bytes] = []
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep where answers go."""
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Feed the parser, which calls the methods below."""
        self._parser.feed_data(data)

    def on_header(self, name: bytes, value: bytes) -> None:
        """One header."""
        self._headers[name.decode().lower()] = value.decode()

    def on_headers_complete(self) -> None:
        """A client that asks first is told to go on."""
        if self._transport is not None and self._headers.get("expect", "").lower() == "100-continue":
            self._transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def on_body(self, part: bytes) -> None:
        """One part of the body."""
        self._body.append(part)

    def on_message_complete(self) -> None:
        """Answer the whole request."""
        status, body = self._answer(self._headers, b"".join(self._body))
        self._headers, self._body = {}, []
        if self._transport is not None:
            self._transport.write(_head(status, body) + body)


def _head(status: int, body: bytes) -> bytes:
    return (
        f"HTTP/1.1 {status} {'OK' if status == 200 else 'Bad Request'}\r\n"
        "Content-Type: application/x-amz-json-1.0\r\nx-amzn-RequestId: bench\r\n"
        f"x-amz-crc32: {zlib.crc32(body)}\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()
