"""The model on Amazon Bedrock: one Converse call within a deadline, or ModelUnavailable."""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from concurrent.futures import TimeoutError as DeadlineExceeded
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from services.core.contracts.metrics import (
    MODEL_CALLS,
    MODEL_INPUT_TOKENS,
    MODEL_LATENCY,
    MODEL_OUTPUT_TOKENS,
)
from services.core.embedded_metrics import Metrics, NoMetrics
from services.messenger.cohorts.shape import Shape
from services.messenger.cohorts.slot_text import SlotText
from services.messenger.compose.interface import ModelUnavailable, Rejection
from services.messenger.model.answer import slot_text_of
from services.messenger.model.limits import CircuitBreaker, TokenBucket
from services.messenger.model.prompt import TOOL_NAME, system_message, tool, user_message
from services.messenger.settings import Guardrail

_log = logging.getLogger(__name__)

MAX_TOKENS: Final = 2000
"""Room for thinking and four fields; an answer cut off by it is no answer."""

_CAUSES: Final = {
    "ThrottlingException": "throttled",
    "ServiceQuotaExceededException": "throttled",
    "ModelTimeoutException": "deadline",
    "ModelNotReadyException": "not_ready",
    "ServiceUnavailableException": "unavailable",
    "InternalServerException": "unavailable",
    "AccessDeniedException": "access_denied",
    "ResourceNotFoundException": "no_such_model",
    "ValidationException": "refused_request",
}


class BedrockModel:
    """`ModelClient` over a bedrock-runtime client.

    The client's own time-outs bound one read; the deadline bounds the call, however slowly it
    drips. No sampling parameter is sent: current models refuse them.
    """

    def __init__(
        self,
        client: Any,
        deadline_seconds: float,
        *,
        guardrail: Guardrail | None = None,
        bucket: TokenBucket | None = None,
        breaker: CircuitBreaker | None = None,
        executor: Executor | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        metrics: Metrics | None = None,
    ) -> None:
        self._client = client
        self._deadline = deadline_seconds
        self._monotonic = monotonic
        self._metrics = metrics or NoMetrics()
        self._guardrail = guardrail
        self._bucket = bucket or TokenBucket(monotonic)
        self._breaker = breaker or CircuitBreaker(monotonic)
        self._executor = executor or ThreadPoolExecutor(4, thread_name_prefix="bedrock")
        self._unforced: set[str] = set()

    def converse(self, shape: Shape, errors: Sequence[Rejection] = ()) -> SlotText:
        """One answer. Raises ModelUnavailable; the cause says whether bucket, breaker or model refused."""
        if not self._breaker.allows():
            raise ModelUnavailable("circuit_open")
        if not self._bucket.take():
            raise ModelUnavailable("rate_limited")
        began = self._monotonic()
        try:
            response = self._within_deadline(shape, errors)
        except ModelUnavailable:
            self._breaker.failed()
            raise
        self._breaker.succeeded()
        self._measure(response, self._monotonic() - began)
        _log_call(shape, response, repair=bool(errors))
        return slot_text_of(response, shape)

    def _measure(self, response: Mapping[str, Any], seconds: float) -> None:
        usage = response.get("usage", {})
        self._metrics.emit(
            {
                MODEL_CALLS: 1,
                MODEL_LATENCY: round(seconds * 1000),
                MODEL_INPUT_TOKENS: usage.get("inputTokens", 0),
                MODEL_OUTPUT_TOKENS: usage.get("outputTokens", 0),
            }
        )

    def _within_deadline(self, shape: Shape, errors: Sequence[Rejection]) -> dict[str, Any]:
        call = self._executor.submit(self._call, shape, errors)
        try:
            return call.result(self._deadline)
        except DeadlineExceeded as late:
            call.cancel()
            raise ModelUnavailable("deadline") from late
        except ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", ""))
            raise ModelUnavailable(_CAUSES.get(code, "unavailable")) from error
        except BotoCoreError as error:
            raise ModelUnavailable("connection") from error

    def _call(self, shape: Shape, errors: Sequence[Rejection]) -> dict[str, Any]:
        try:
            return self._converse(shape, errors, forced=shape.model_id not in self._unforced)
        except ClientError as error:
            if shape.model_id in self._unforced or not _refuses_forced_tool(error):
                raise
        # Models that think by default refuse a forced tool; they call the only one there is anyway.
        self._unforced.add(shape.model_id)
        return self._converse(shape, errors, forced=False)

    def _converse(self, shape: Shape, errors: Sequence[Rejection], *, forced: bool) -> dict[str, Any]:
        choice: dict[str, Any] = {"tool": {"name": TOOL_NAME}} if forced else {"auto": {}}
        response: dict[str, Any] = self._client.converse(
            modelId=shape.model_id,
            system=[{"text": system_message(shape)}],
            messages=[{"role": "user", "content": [{"text": user_message(shape, errors)}]}],
            toolConfig={"tools": [tool(shape)], "toolChoice": choice},
            inferenceConfig={"maxTokens": MAX_TOKENS},
            **self._guarded(),
        )
        return response

    def _guarded(self) -> dict[str, Any]:
        if self._guardrail is None:
            return {}
        one = self._guardrail
        return {"guardrailConfig": {"guardrailIdentifier": one.id, "guardrailVersion": one.version}}


def _log_call(shape: Shape, response: dict[str, Any], *, repair: bool) -> None:
    """What a call cost: for the price of a message and the model's own latency."""
    usage, metrics = response.get("usage", {}), response.get("metrics", {})
    fields = {
        "model_id": shape.model_id,
        "kind": shape.kind,
        "repair": repair,
        "stop_reason": response.get("stopReason"),
        "input_tokens": usage.get("inputTokens"),
        "output_tokens": usage.get("outputTokens"),
        "latency_ms": metrics.get("latencyMs"),
    }
    _log.info("model_called", extra={"fields": fields})


def _refuses_forced_tool(error: ClientError) -> bool:
    detail = error.response.get("Error", {})
    text = str(detail.get("Message", "")).lower()
    return detail.get("Code") == "ValidationException" and ("tool_choice" in text or "toolchoice" in text)
