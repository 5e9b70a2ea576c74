"""No test can reach a network or an AWS account of the machine that it runs on."""

import asyncio
import os
import socket

import pytest
from pytest_socket import SocketConnectBlockedError

DOCUMENTATION_ADDRESS = "192.0.2.1"  # RFC 5737: never routed


@pytest.mark.filterwarnings("ignore:A test tried to use")
def test_an_address_beyond_this_machine_is_refused_at_once() -> None:
    with pytest.raises(SocketConnectBlockedError), socket.socket() as outside:
        outside.connect((DOCUMENTATION_ADDRESS, 443))


async def test_a_server_on_the_loopback_address_can_be_reached() -> None:
    async def greet(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"here")
        writer.close()

    async with await asyncio.start_server(greet, "127.0.0.1", 0) as server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname()[:2])
        assert await reader.read() == b"here"
        writer.close()


def test_no_profile_or_endpoint_of_the_machine_is_left() -> None:
    left = {name for name in os.environ if name.startswith("AWS_")}
    assert not left & {"AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_SESSION_TOKEN", "AWS_CONFIG_FILE"}
    assert os.environ["AWS_ACCESS_KEY_ID"] == "test"
