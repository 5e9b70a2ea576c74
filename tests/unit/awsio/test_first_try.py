"""The short way is taken by calls that go well; everything else is boto3's, as if nothing had been tried."""

from __future__ import annotations

import json
import threading
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import boto3
import pytest
import urllib3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

from services.core.awsio.blocking.first_try import FirstTry

KEY = {"PK": {"S": "é"}, "SK": {"S": "1"}}
BOTO, SHORT = "Boto3", "flightpulse-awsio/1"


class Aws(ThreadingHTTPServer):
    """Gives the scripted answers, the last again and again, and remembers who asked for what."""

    block_on_close = False  # a connection that is kept alive keeps its thread

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.script: list[tuple[int, bytes, str | None]] = [(200, b"{}", None)]
        self.asked: list[tuple[str, dict[str, str], bytes]] = []

    @property
    def askers(self) -> list[str]:
        return [agent for agent, _, _ in self.asked]


class Handler(BaseHTTPRequestHandler):
    server: Aws
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        agent = BOTO if self.headers["User-Agent"].startswith(BOTO) else self.headers["User-Agent"]
        self.server.asked.append((agent, dict(self.headers), body))
        script = self.server.script
        status, answer, checksum = script.pop(0) if len(script) > 1 else script[0]
        self.send_response(status)
        self.send_header("Content-Length", str(len(answer)))
        if checksum is not None:
            self.send_header("x-amz-crc32", checksum)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def aws() -> Iterator[Aws]:
    """On a free port."""
    with Aws() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def quick(url: str) -> FirstTry:
    session = boto3.session.Session("AKIDEXAMPLE", "secret", "token", region_name="us-east-1")
    client = session.client("dynamodb", endpoint_url=url)
    return FirstTry(client, session.get_credentials(), urllib3.Timeout(1, 1), None)


@pytest.fixture
def table(aws: Aws) -> FirstTry:
    """A client of it."""
    return quick(f"http://127.0.0.1:{aws.server_port}")


def item(value: str) -> bytes:
    return json.dumps({"Item": {"PK": {"S": value}}}, ensure_ascii=False).encode()


def test_an_answer_that_says_it_was_done_is_the_answer_and_boto3_is_not_asked(
    aws: Aws, table: FirstTry
) -> None:
    aws.script = [(200, item("東京"), str(zlib.crc32(item("東京"))))]

    assert table.get_item(TableName="t", Key=KEY) == {"Item": {"PK": {"S": "東京"}}}
    ((asker, headers, body),) = aws.asked
    assert (asker, headers["X-Amz-Target"]) == (SHORT, "DynamoDB_20120810.GetItem")
    assert json.loads(body) == {"TableName": "t", "Key": KEY}


def test_the_request_is_signed_as_botocore_signs_it(aws: Aws, table: FirstTry) -> None:
    table.get_item(TableName="t", Key=KEY)

    ((_, headers, body),) = aws.asked
    signed = ("Content-Type", "Host", "X-Amz-Date", "X-Amz-Security-Token", "X-Amz-Target")
    request = AWSRequest("POST", f"http://{headers['Host']}/", {name: headers[name] for name in signed}, body)
    request.context["timestamp"] = headers["X-Amz-Date"]
    auth = SigV4Auth(Credentials("AKIDEXAMPLE", "secret", "token"), "dynamodb", "us-east-1")
    signature = auth.signature(auth.string_to_sign(request, auth.canonical_request(request)), request)
    assert headers["Authorization"].endswith(f"Signature={signature}")


def test_a_refusal_is_told_by_boto3(aws: Aws, table: FirstTry) -> None:
    refused = json.dumps({"__type": "x#ConditionalCheckFailedException", "message": "m"}).encode()
    aws.script = [(400, refused, None)]

    with pytest.raises(ClientError, match="ConditionalCheckFailedException"):
        table.put_item(TableName="t", Item=KEY)
    assert aws.askers == [SHORT, BOTO]


@pytest.mark.parametrize(
    "bad",
    [
        (500, b"{}", None),
        (200, item("damaged"), "1"),
        (200, b"<html>", None),
        (302, b"", None),
    ],
)
def test_whatever_is_no_answer_is_asked_again_by_boto3(
    aws: Aws, table: FirstTry, bad: tuple[int, bytes, str | None]
) -> None:
    aws.script = [bad, (200, item("right"), None)]

    assert table.get_item(TableName="t", Key=KEY)["Item"] == {"PK": {"S": "right"}}
    assert aws.askers == [SHORT, BOTO]


def test_a_service_that_cannot_be_reached_is_an_error_of_botocore() -> None:
    with pytest.raises(Exception, match="Could not connect"):
        quick("http://127.0.0.1:9").get_item(TableName="t", Key=KEY)


def test_what_is_no_operation_is_that_of_the_client(table: FirstTry) -> None:
    assert table.can_paginate("query")
    with pytest.raises(AttributeError, match="converse"):
        table.converse()
