"""One call: what is sent, what comes back, and what is never sent twice."""

import asyncio
import time
from email.utils import formatdate
from typing import Any

import pytest
from aiohttp import web

from services.core.awsio.client import AwsClient
from services.core.awsio.errors import (
    AwsError,
    ConnectionLost,
    CredentialsExpired,
    Invalid,
    ServerFault,
    Throttled,
    Timeout,
)
from services.core.awsio.http import connection
from services.core.errors import Retryable
from tests.unit.awsio.scripted_aws import ScriptedAws, client, refusal, reply, scripted


async def hang(_: web.Request) -> web.StreamResponse:
    await asyncio.sleep(30)
    return web.Response()


async def drop(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def test_a_call_sends_the_operation_and_returns_the_answer(aws: AwsClient, server: ScriptedAws) -> None:
    server.script.append(reply(200, {"Item": {"PK": {"S": "x"}}}))
    assert await aws.dynamodb("GetItem", {"TableName": "t"}) == {"Item": {"PK": {"S": "x"}}}
    headers, body = server.seen[0]
    assert headers["X-Amz-Target"] == "DynamoDB_20120810.GetItem"
    assert headers["Content-Type"] == "application/x-amz-json-1.0"
    assert "Credential=AKID/" in headers["Authorization"]
    assert body == {"TableName": "t"}


async def test_services_are_addressed_with_their_own_prefix(aws: AwsClient, server: ScriptedAws) -> None:
    await aws.events("PutEvents", {"Entries": []})
    await aws.secrets("GetSecretValue", {"SecretId": "s"})
    await aws.call("ssm", "GetParameter", {"Name": "n"})
    targets = [headers["X-Amz-Target"] for headers, _ in server.seen]
    assert targets == ["AWSEvents.PutEvents", "secretsmanager.GetSecretValue", "AmazonSSM.GetParameter"]


async def test_a_service_specific_endpoint_goes_before_the_general_one(
    aws: AwsClient, server: ScriptedAws, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with scripted() as other:
        # botocore names the variable by the service id (EventBridge), not by the client (events).
        monkeypatch.setenv("AWS_ENDPOINT_URL_EVENTBRIDGE", other.url)
        await aws.events("PutEvents", {"Entries": []})
        await aws.dynamodb("GetItem", {})
        assert (len(other.seen), len(server.seen)) == (1, 1)


async def test_a_service_that_does_not_speak_json_is_refused(aws: AwsClient) -> None:
    with pytest.raises(Invalid, match="not JSON"):
        await aws.call("s3", "ListBuckets", {})
    with pytest.raises(Invalid, match="EndpointUnresolved"):
        await aws.call("nonesuch", "Do", {})


async def test_a_time_out_is_unknown_and_is_not_sent_again(aws: AwsClient, server: ScriptedAws) -> None:
    server.script.append(hang)
    with pytest.raises(Timeout):
        await aws.dynamodb("PutItem", {}, timeout=0.1)
    assert len(server.seen) == 1


@pytest.mark.parametrize("warm", [False, True])
async def test_a_lost_connection_is_unknown_and_is_not_sent_again(
    aws: AwsClient, server: ScriptedAws, warm: bool
) -> None:
    if warm:  # a pooled connection is where HTTP clients like to retry
        await aws.dynamodb("GetItem", {})
    server.script.append(drop)
    with pytest.raises(ConnectionLost):
        await aws.dynamodb("PutItem", {})
    assert len(server.seen) == 1 + warm


async def test_no_server_is_a_lost_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    async with client() as aws:
        with pytest.raises(ConnectionLost):
            await aws.dynamodb("GetItem", {})


async def test_a_damaged_answer_is_not_believed(aws: AwsClient, server: ScriptedAws) -> None:
    server.script.append(reply(200, {"Item": {}}, {"x-amz-crc32": "1"}, crc=False))
    with pytest.raises(ConnectionLost, match="Crc32Mismatch"):
        await aws.dynamodb("GetItem", {})


async def test_an_answer_that_is_no_json_is_not_believed(aws: AwsClient, server: ScriptedAws) -> None:
    server.script.append(reply(200, b"<html>"))
    with pytest.raises(ConnectionLost, match="UnreadableResponse"):
        await aws.dynamodb("GetItem", {})


async def test_a_page_of_a_proxy_is_an_error_by_its_status(aws: AwsClient, server: ScriptedAws) -> None:
    server.script.append(reply(503, b"<html>try later</html>", crc=False))
    with pytest.raises(ServerFault, match="Http503") as caught:
        await aws.dynamodb("GetItem", {})
    assert caught.value.status == 503


@pytest.mark.parametrize("chunked", [False, True])
async def test_an_answer_above_the_limit_is_not_read(
    aws: AwsClient, server: ScriptedAws, monkeypatch: pytest.MonkeyPatch, chunked: bool
) -> None:
    async def large(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        if not chunked:
            response.content_length = 5000
        await response.prepare(request)
        await response.write(b"{" + b" " * 4998 + b"}")
        await response.write_eof()
        return response

    monkeypatch.setattr(connection, "MAX_RESPONSE_BYTES", 1000)
    server.script.append(large)
    with pytest.raises(Invalid, match="ResponseTooLarge"):
        await aws.dynamodb("Query", {})


async def test_an_endless_answer_is_cut_off(
    aws: AwsClient, server: ScriptedAws, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(1000):
            await response.write(b" " * 500)
            await asyncio.sleep(0.01)
        return response

    monkeypatch.setattr(connection, "MAX_RESPONSE_BYTES", 1000)
    server.script.append(endless)
    with pytest.raises(Invalid, match="ResponseTooLarge"):
        await aws.dynamodb("Query", {}, timeout=2)


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_server_fault_is_not_sent_again(aws: AwsClient, server: ScriptedAws, status: int) -> None:
    server.script.append(refusal("InternalServerError", status))
    with pytest.raises(ServerFault):
        await aws.dynamodb("PutItem", {})
    assert len(server.seen) == 1


async def test_a_time_out_says_nothing_about_the_window(aws: AwsClient, server: ScriptedAws) -> None:
    server.script.append(hang)
    with pytest.raises(Timeout):
        await aws.dynamodb("PutItem", {}, timeout=0.1)
    assert aws.limit("dynamodb", "PutItem").limit == 32


async def test_a_redirect_is_not_followed_with_a_signature(aws: AwsClient, server: ScriptedAws) -> None:
    server.script.append(reply(307, {}, {"Location": server.url}))
    with pytest.raises(AwsError, match="Http307"):
        await aws.dynamodb("GetItem", {})
    assert len(server.seen) == 1


async def test_a_wrong_clock_is_corrected_by_the_servers(aws: AwsClient, server: ScriptedAws) -> None:
    ahead = time.time() + 3600
    server.script.append(
        refusal("InvalidSignatureException", headers={"Date": formatdate(ahead, usegmt=True)})
    )
    await aws.dynamodb("GetItem", {})
    await aws.dynamodb("GetItem", {})
    sent = [headers["X-Amz-Date"] for headers, _ in server.seen]
    expected = time.strftime("%Y%m%dT%H%M", time.gmtime(ahead))
    assert sent[0][:13] != expected
    assert sent[1][:11] == sent[2][:11] == expected[:11]


async def test_a_bad_signature_with_a_right_clock_is_not_repeated(
    aws: AwsClient, server: ScriptedAws
) -> None:
    server.script.append(refusal("InvalidSignatureException"))
    with pytest.raises(AwsError, match="InvalidSignature"):
        await aws.dynamodb("GetItem", {})
    assert len(server.seen) == 1


async def test_expired_credentials_are_fetched_anew_once(aws: AwsClient, server: ScriptedAws) -> None:
    server.script.append(refusal("ExpiredTokenException"))
    await aws.dynamodb("GetItem", {})
    assert "Credential=test/" in server.seen[1][0]["Authorization"]

    server.script.extend([refusal("ExpiredTokenException")] * 2)
    with pytest.raises(CredentialsExpired) as caught:
        await aws.dynamodb("GetItem", {})
    assert isinstance(caught.value, Retryable)
    assert len(server.seen) == 4


async def test_a_throttle_halves_the_window_of_that_operation_only(
    aws: AwsClient, server: ScriptedAws
) -> None:
    await aws.dynamodb("GetItem", {})
    server.script.append(refusal("ProvisionedThroughputExceededException"))
    with pytest.raises(Throttled):
        await aws.dynamodb("PutItem", {})
    assert aws.limit("dynamodb", "PutItem").limit == 16
    assert aws.limit("dynamodb", "GetItem").limit > 32


@pytest.mark.parametrize(
    "body",
    [
        {"UnprocessedItems": {"t": [{}]}},
        {"FailedEntryCount": 1, "Entries": [{"EventId": "1"}, {"ErrorCode": "ThrottlingException"}]},
        {"Responses": [{}, {"Error": {"Code": "ThrottlingError"}}]},
    ],
)
async def test_a_success_with_throttled_entries_halves_the_window(
    aws: AwsClient, server: ScriptedAws, body: dict[str, Any]
) -> None:
    server.script.append(reply(200, body))
    assert await aws.call("dynamodb", "Any", {}) == body
    assert aws.limit("dynamodb", "Any").limit == 16


async def test_a_call_that_found_no_place_was_not_sent(aws: AwsClient, server: ScriptedAws) -> None:
    await aws.dynamodb("GetItem", {})
    limit = aws.limit("dynamodb", "GetItem")
    for _ in range(int(limit.limit)):
        await limit.acquire()
    with pytest.raises(Throttled, match="LocalLimit"):
        await aws.dynamodb("GetItem", {}, timeout=0.05)
    assert len(server.seen) == 1


async def test_a_cancelled_call_gives_its_place_back(aws: AwsClient, server: ScriptedAws) -> None:
    await aws.dynamodb("GetItem", {})
    arrived = asyncio.Event()

    async def arrive_and_hang(request: web.Request) -> web.StreamResponse:
        arrived.set()
        return await hang(request)

    server.script.append(arrive_and_hang)
    call = asyncio.create_task(aws.dynamodb("GetItem", {}))
    await arrived.wait()
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    assert aws.limit("dynamodb", "GetItem").in_flight == 0


async def test_a_closed_client_says_how_to_use_it() -> None:
    with pytest.raises(Invalid, match="async with"):
        await client().dynamodb("GetItem", {})
