"""The stand-in answers boto3's Converse, well and in every way it can misbehave."""

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ReadTimeoutError

from local.bedrock import BedrockStandIn
from local.bedrock.modes import Mode

FIELDS = ("email_subject", "email_body", "sms_body")
SLOTS = {
    "email_subject": ["flight"],
    "email_body": ["flight", "time_change"],
    "sms_body": ["flight", "time_change"],
}
SHAPE = {
    "kind": "delay",
    "aspects": [{"aspect": "time", "direction": "later"}],
    "fields": {field: {"required": SLOTS[field], "optional": ["greeting", "route"]} for field in FIELDS},
}


@pytest.fixture(autouse=True)
def _fresh(bedrock_stand_in: BedrockStandIn) -> Iterator[None]:
    """No test sees the calls or the orders of another."""
    bedrock_stand_in.reset()
    yield
    bedrock_stand_in.reset()


def _converse(
    stand_in: BedrockStandIn,
    model_id: str,
    *,
    read_timeout: float = 5,
    forced: bool = True,
    **content: object,
) -> dict[str, Any]:
    config = Config(retries={"total_max_attempts": 1}, read_timeout=read_timeout)
    client: Any = boto3.client("bedrock-runtime", endpoint_url=stand_in.endpoint, config=config)
    schema = {"type": "object", "required": list(FIELDS), "properties": {}}
    choice: dict[str, Any] = {"tool": {"name": "emit_message"}} if forced else {"auto": {}}
    tool = {"toolSpec": {"name": "emit_message", "inputSchema": {"json": schema}}}
    answer: dict[str, Any] = client.converse(
        modelId=model_id,
        messages=[{"role": "user", "content": [{"text": json.dumps({"shape": SHAPE, **content})}]}],
        toolConfig={"tools": [tool], "toolChoice": choice},
    )
    return answer


def _texts(answer: dict[str, Any]) -> dict[str, str]:
    (texts,) = [
        block["toolUse"]["input"] for block in answer["output"]["message"]["content"] if "toolUse" in block
    ]
    found: dict[str, str] = texts
    return found


def test_a_good_answer_is_one_call_of_the_tool_with_every_required_slot_once(
    bedrock_stand_in: BedrockStandIn,
) -> None:
    answer = _converse(bedrock_stand_in, "arn:aws:bedrock:us-east-1:000000000000:inference-profile/us.any")

    texts = _texts(answer)
    assert answer["stopReason"] == "tool_use"
    assert tuple(texts) == FIELDS
    for field, slots in SLOTS.items():
        assert [texts[field].count(f"{{{{{slot}}}}}") for slot in slots] == [1] * len(slots)
    assert not any(char.isdigit() for text in texts.values() for char in text)


def test_bad_once_breaks_a_rule_and_keeps_it_when_told_of_the_errors(
    bedrock_stand_in: BedrockStandIn,
) -> None:
    first = _texts(_converse(bedrock_stand_in, "stand-in.bad-once"))
    repaired = _texts(
        _converse(
            bedrock_stand_in, "stand-in.bad-once", previous_errors=[{"check": "no_digit", "excerpt": "7"}]
        )
    )

    assert any(char.isdigit() for char in first["sms_body"])
    assert not any(char.isdigit() for char in repaired["sms_body"])


@pytest.mark.parametrize(
    ("mode", "error"),
    [
        (Mode.THROTTLE, "ThrottlingException"),
        (Mode.UNAVAILABLE, "ServiceUnavailableException"),
        (Mode.DENIED, "AccessDeniedException"),
    ],
)
def test_refusals_carry_the_error_name_of_aws(
    bedrock_stand_in: BedrockStandIn, mode: Mode, error: str
) -> None:
    with pytest.raises(ClientError) as refused:
        _converse(bedrock_stand_in, f"stand-in.{mode}")

    assert refused.value.response["Error"]["Code"] == error


def test_a_model_may_refuse_a_forced_tool_and_call_it_all_the_same(bedrock_stand_in: BedrockStandIn) -> None:
    with pytest.raises(ClientError, match=r"ValidationException.*toolChoice"):
        _converse(bedrock_stand_in, "stand-in.refuses-forced-tool")

    answer = _converse(bedrock_stand_in, "stand-in.refuses-forced-tool", forced=False)

    assert tuple(_texts(answer)) == FIELDS


def test_prose_or_a_thinking_block_may_come_before_the_tool(bedrock_stand_in: BedrockStandIn) -> None:
    prose = _converse(bedrock_stand_in, "stand-in.prose-before-tool")["output"]["message"]["content"]
    thinking = _converse(bedrock_stand_in, "stand-in.thinking-block-first")["output"]["message"]["content"]

    assert [*prose[0]] == ["text"]
    assert [*thinking[0]] == ["reasoningContent"]
    assert "toolUse" in prose[1]
    assert "toolUse" in thinking[1]


def test_broken_answers_are_broken_in_their_own_ways(bedrock_stand_in: BedrockStandIn) -> None:
    cut = _converse(bedrock_stand_in, "stand-in.max-tokens")
    malformed = _converse(bedrock_stand_in, "stand-in.malformed")
    silent = _converse(bedrock_stand_in, "stand-in.no-tool")

    assert cut["stopReason"] == "max_tokens"
    assert tuple(_texts(cut)) == FIELDS[:1]
    assert not any(isinstance(text, str) for text in _texts(malformed).values())
    assert silent["stopReason"] == "end_turn"
    assert "toolUse" not in silent["output"]["message"]["content"][0]


def test_a_slow_answer_outlasts_the_callers_deadline(bedrock_stand_in: BedrockStandIn) -> None:
    bedrock_stand_in.behave(Mode.SLOW, slow_seconds=1.0)

    with pytest.raises(ReadTimeoutError):
        _converse(bedrock_stand_in, "stand-in.good", read_timeout=0.2)


def test_an_order_holds_for_so_many_calls_and_every_call_is_counted(bedrock_stand_in: BedrockStandIn) -> None:
    bedrock_stand_in.behave(Mode.NO_TOOL, calls=2)

    reasons = [_converse(bedrock_stand_in, "stand-in.good")["stopReason"] for _ in range(3)]

    assert reasons == ["end_turn", "end_turn", "tool_use"]
    assert bedrock_stand_in.stats() == {"calls": 3, "byMode": {"no-tool": 2, "good": 1}}
    assert [request["modelId"] for request in bedrock_stand_in.requests()] == ["stand-in.good"] * 3


def test_a_request_without_a_tool_is_refused_as_bedrock_would(
    bedrock_stand_in: BedrockStandIn,
) -> None:
    client = boto3.client("bedrock-runtime", endpoint_url=bedrock_stand_in.endpoint)

    with pytest.raises(ClientError) as refused:
        client.converse(modelId="any", messages=[{"role": "user", "content": [{"text": "{}"}]}])

    assert refused.value.response["Error"]["Code"] == "ValidationException"


def test_an_unknown_behaviour_is_refused_with_those_that_there_are(bedrock_stand_in: BedrockStandIn) -> None:
    with pytest.raises(ValueError, match=r"not-a-mode.*modes: good, bad-once"):
        bedrock_stand_in._call("POST", "/mode", {"mode": "not-a-mode"})
