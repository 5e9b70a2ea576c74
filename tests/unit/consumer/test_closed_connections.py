"""A write to a connection that is gone is told as such, on uvloop as on asyncio's own loop."""

import asyncio

import pytest
import uvloop
from aiokafka.conn import AIOKafkaConnection
from aiokafka.errors import IncompatibleBrokerVersion, KafkaConnectionError
from aiokafka.protocol.metadata import MetadataRequest

from services.consumer.closed_connections import expect_lost_connections


async def _write_to_a_lost_connection() -> None:
    """The transport is closed, and aiokafka has not been told yet."""
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()[:2]
    connection = AIOKafkaConnection(host, port)
    try:
        reader, writer = await asyncio.open_connection(host, port)
        connection._reader, connection._writer = reader, writer
        connection._versions = {3: (0, 1)}
        connection._read_task = asyncio.create_task(asyncio.sleep(0))
        writer.transport.abort()
        await asyncio.sleep(0.05)
        with pytest.raises(KafkaConnectionError, match="broken"):
            connection.send(MetadataRequest([]))
        assert not connection.connected(), "whoever asks next opens another"
    finally:
        connection.close()
        server.close()


async def test_what_aiokafka_says_itself_is_handed_on() -> None:
    """Its own errors are RuntimeErrors too."""
    expect_lost_connections()
    connection = AIOKafkaConnection("127.0.0.1", 9)
    connection._writer, connection._versions = object(), {}
    with pytest.raises(IncompatibleBrokerVersion):
        connection.send(MetadataRequest([]))
    connection._writer = None


def test_uvloop_tells_of_a_lost_connection_as_aiokafka_expects() -> None:
    expect_lost_connections()
    expect_lost_connections()
    uvloop.run(_write_to_a_lost_connection())
