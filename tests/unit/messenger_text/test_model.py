"""The model behind its port: answers by block type, and a stable cause for each that is unusable."""

import io
import json
import threading
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from services.core.embedded_metrics import EmbeddedMetrics
from services.messenger.cohorts.channel import Channel
from services.messenger.cohorts.shape_of import shape_of
from services.messenger.compose.interface import ModelUnavailable, Rejection
from services.messenger.model.bedrock import BedrockModel
from services.messenger.model.limits import CircuitBreaker, TokenBucket
from services.messenger.settings import Guardrail
from tests.eval import settings as s
from tests.fakes.messenger import FixedClock

SHAPE = shape_of(s.DELAY, [Channel.SMS], "1", "profile")
FIELDS = {"sms_body": "{{flight}} {{route}}. Departure {{time_change}}."}


def tool_use(**changes: Any) -> dict[str, Any]:
    return {"toolUse": {"toolUseId": "t", "name": "emit_message", "input": FIELDS} | changes}


def answer(*blocks: dict[str, Any], stop: str = "tool_use") -> dict[str, Any]:
    return {"output": {"message": {"role": "assistant", "content": list(blocks)}}, "stopReason": stop}


def refusal(code: str, message: str = "") -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": message}}, "Converse")


class Client:
    """bedrock-runtime that answers by a script and keeps the requests."""

    def __init__(self, *script: dict[str, Any] | Exception) -> None:
        self._script = list(script)
        self.requests: list[dict[str, Any]] = []

    def converse(self, **request: Any) -> dict[str, Any]:
        self.requests.append(request)
        step = self._script.pop(0)
        if isinstance(step, Exception):
            raise step
        return step


def cause(*script: dict[str, Any] | Exception) -> str:
    with pytest.raises(ModelUnavailable) as raised:
        BedrockModel(Client(*script), 1.0).converse(SHAPE)
    return raised.value.cause


@pytest.mark.parametrize(
    "blocks",
    [
        (tool_use(),),
        ({"text": "Here it is."}, tool_use()),
        ({"reasoningContent": {"reasoningText": {"text": "hm", "signature": "x"}}}, tool_use()),
        (tool_use(), {"text": "Done."}),
    ],
)
def test_the_tool_call_is_found_wherever_it_stands(blocks: tuple[dict[str, Any], ...]) -> None:
    assert BedrockModel(Client(answer(*blocks)), 1.0).converse(SHAPE).to_json() == FIELDS


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        (answer(tool_use(), tool_use()), "several_tool_calls"),
        (answer({"text": "I would rather talk."}), "no_tool_call"),
        (answer({"text": '{"sms_body": "x"}'}, stop="end_turn"), "no_tool_call"),
        (answer(tool_use(), stop="max_tokens"), "max_tokens"),
        (answer(tool_use(), stop="model_context_window_exceeded"), "max_tokens"),
        (answer(tool_use(), stop="guardrail_intervened"), "guardrail"),
        (answer(tool_use(), stop="content_filtered"), "guardrail"),
        (answer(tool_use(), stop="malformed_model_output"), "malformed"),
        (answer(tool_use(), stop="malformed_tool_use"), "malformed"),
        (answer(tool_use(name="other_tool")), "schema"),
        (answer(tool_use(input={})), "schema"),
        (answer(tool_use(input={"sms_body": 7})), "schema"),
        (answer(tool_use(input=FIELDS | {"note": "x"})), "schema"),
        (answer(tool_use(input="text")), "schema"),
        ({}, "no_tool_call"),
    ],
)
def test_an_unusable_answer_has_a_cause(response: dict[str, Any], expected: str) -> None:
    assert cause(response) == expected


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (refusal("ThrottlingException"), "throttled"),
        (refusal("AccessDeniedException"), "access_denied"),
        (refusal("ResourceNotFoundException"), "no_such_model"),
        (refusal("ValidationException", "bad"), "refused_request"),
        (refusal("SomethingNew"), "unavailable"),
        (EndpointConnectionError(endpoint_url="https://bedrock.test"), "connection"),
    ],
)
def test_an_error_of_the_service_has_a_cause(error: Exception, expected: str) -> None:
    assert cause(error) == expected


def test_a_call_that_outlasts_its_deadline_is_given_up() -> None:
    released = threading.Event()

    class Slow:
        def converse(self, **_: Any) -> dict[str, Any]:
            released.wait(10)
            return answer(tool_use())

    with pytest.raises(ModelUnavailable, match="deadline"):
        BedrockModel(Slow(), 0.05).converse(SHAPE)
    released.set()


def test_the_request_has_one_strict_forced_tool_and_no_sampling_parameter() -> None:
    client = Client(answer(tool_use()))
    BedrockModel(client, 1.0).converse(SHAPE)
    request = client.requests[0]
    assert request["modelId"] == "profile"
    (spec,) = request["toolConfig"]["tools"]
    assert spec["toolSpec"]["strict"] is True
    assert spec["toolSpec"]["inputSchema"]["json"]["required"] == ["sms_body"]
    assert request["toolConfig"]["toolChoice"] == {"tool": {"name": "emit_message"}}
    assert set(request["inferenceConfig"]) == {"maxTokens"}
    assert "additionalModelRequestFields" not in request


def test_a_guardrail_goes_with_every_call_when_there_is_one() -> None:
    client = Client(answer(tool_use()), answer(tool_use()))
    BedrockModel(client, 1.0, guardrail=Guardrail("abc123", "3")).converse(SHAPE)
    BedrockModel(client, 1.0).converse(SHAPE)
    with_one, without = client.requests
    assert with_one["guardrailConfig"] == {"guardrailIdentifier": "abc123", "guardrailVersion": "3"}
    assert "guardrailConfig" not in without


def test_a_thinking_model_that_refuses_a_forced_tool_is_asked_freely_from_then_on() -> None:
    no = refusal("ValidationException", "Thinking may not be enabled when tool_choice forces tool use.")
    client = Client(no, answer(tool_use()), answer(tool_use()))
    model = BedrockModel(client, 1.0)
    model.converse(SHAPE)
    model.converse(SHAPE)
    choices = [request["toolConfig"]["toolChoice"] for request in client.requests]
    assert choices == [{"tool": {"name": "emit_message"}}, {"auto": {}}, {"auto": {}}]


def test_what_a_call_cost_is_logged_and_none_of_its_text(caplog: pytest.LogCaptureFixture) -> None:
    spent = answer(tool_use()) | {
        "usage": {"inputTokens": 900, "outputTokens": 80},
        "metrics": {"latencyMs": 700},
    }
    with caplog.at_level("INFO"):
        BedrockModel(Client(spent), 1.0).converse(SHAPE)
    (record,) = caplog.records
    fields = record.__dict__["fields"]
    assert (fields["input_tokens"], fields["output_tokens"], fields["latency_ms"]) == (900, 80, 700)
    assert "Departure" not in str(fields)


def test_a_repair_shows_the_model_what_was_wrong() -> None:
    client = Client(answer(tool_use()))
    BedrockModel(client, 1.0).converse(SHAPE, [Rejection("no_digit", "7")])
    assert (
        '"previous_errors":[{"check":"no_digit","excerpt":"7"}]'
        in client.requests[0]["messages"][0]["content"][0]["text"]
    )


class Time:
    """A clock that stands until told otherwise."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def time() -> Time:
    return Time()


def test_the_bucket_lets_a_burst_through_and_then_a_trickle(time: Time) -> None:
    bucket = TokenBucket(time, burst=2, per_second=1)
    assert [bucket.take() for _ in range(3)] == [True, True, False]
    time.seconds = 1.0
    assert [bucket.take() for _ in range(2)] == [True, False]
    time.seconds = 100.0
    assert [bucket.take() for _ in range(3)] == [True, True, False]


def test_the_breaker_opens_after_failures_in_a_row_and_tries_again_later(time: Time) -> None:
    breaker = CircuitBreaker(time, failures_to_open=2, open_seconds=10)
    breaker.failed()
    assert breaker.allows()
    breaker.failed()
    assert not breaker.allows()
    time.seconds = 10.0
    assert breaker.allows()
    assert not breaker.allows()  # one call tests the model, the others wait for it
    breaker.succeeded()
    assert breaker.allows()


def test_an_open_circuit_and_an_empty_bucket_call_nobody(time: Time) -> None:
    client = Client(*[refusal("ThrottlingException")] * 3)
    model = BedrockModel(client, 1.0, breaker=CircuitBreaker(time, failures_to_open=3))
    causes = [_cause_of(lambda: model.converse(SHAPE)) for _ in range(4)]
    assert causes == ["throttled", "throttled", "throttled", "circuit_open"]
    idle = Client()
    limited = BedrockModel(idle, 1.0, bucket=TokenBucket(time, burst=0))
    assert _cause_of(lambda: limited.converse(SHAPE)) == "rate_limited"
    assert idle.requests == []


def _cause_of(call: Callable[[], object]) -> str:
    with pytest.raises(ModelUnavailable) as raised:
        call()
    return raised.value.cause


def test_a_call_says_what_it_cost_and_how_long_it_took() -> None:
    lines, clock = io.StringIO(), iter([10.0, 10.25])
    metrics = EmbeddedMetrics(lines, FixedClock())
    said = answer(tool_use()) | {"usage": {"inputTokens": 512, "outputTokens": 64}}
    bucket, breaker = TokenBucket(lambda: 0.0), CircuitBreaker(lambda: 0.0)
    model = BedrockModel(
        Client(said),
        1.0,
        bucket=bucket,
        breaker=breaker,
        monotonic=lambda: next(clock),
        metrics=metrics,
    )
    model.converse(SHAPE)
    (line,) = [json.loads(text) for text in lines.getvalue().splitlines()]
    wanted = {"ModelCalls": 1, "ModelLatency": 250, "ModelInputTokens": 512, "ModelOutputTokens": 64}
    assert wanted.items() <= line.items()
