"""Delivery to the targets of a rule: missing targets reach the rule's dead-letter queue, log groups work.

Unpatched, an event for a target that is not there is lost with a warning, a log group is no target at all,
and a Lambda target is called once, without the retries and on-failure destination of an asynchronous call.
The retry schedule of a rule is AWS's and is not simulated: an undeliverable event goes to the queue at once.
"""

import json
from typing import Any

from ministack.services import eventbridge, lambda_svc, sns, sqs, stepfunctions

from local.emulator.compat import faults, log_group_target

DEFAULT_RETRY_ATTEMPTS = 185


def apply() -> None:
    """Wrap the delivery of one event to one target."""
    original = eventbridge._invoke_target
    eventbridge._dispatch_to_lambda = _call_lambda

    def invoke(target: dict[str, Any], event: dict[str, Any], rule: dict[str, Any], view: Any = None) -> None:
        arn = str(target.get("Arn", ""))
        view = view or eventbridge._pattern_event_view(event)
        failure = _why_undeliverable(arn)
        if failure is not None:
            _dead_letter(target, view.event_with_detail(), rule, failure)
        elif log_group_target.is_log_group(arn):
            log_group_target.deliver(arn, view.event_with_detail())
        else:
            original(target, event, rule, view)

    eventbridge._invoke_target = invoke


def _call_lambda(arn: str, payload: str) -> None:
    record, config, _ = lambda_svc._get_func_record_for_ref(arn)
    function = lambda_svc._execution_record_for_config(record, config)
    lambda_svc.invoke_async_with_retry(function, json.loads(payload))


def _why_undeliverable(arn: str) -> tuple[str, str] | None:
    """Error code and message, or None when the target is there and no fault is injected."""
    if faults.is_failing(arn):
        return "SDK_CLIENT_ERROR", f"injected fault for {arn}"
    if not _exists(arn):
        return "RESOURCE_NOT_FOUND", f"target {arn} does not exist"
    return None


def _exists(arn: str) -> bool:
    service = arn.split(":")[2] if arn.count(":") > 2 else ""
    match service:
        case "lambda":
            return lambda_svc._get_func_record_for_ref(arn)[0] is not None
        case "sqs":
            return sqs._queue_by_arn(arn) is not None
        case "sns":
            return sns._topic_by_arn_any_scope(arn) is not None
        case "states":
            return stepfunctions._resolve_state_machine_arn(arn) is not None
        case "logs":
            return log_group_target.exists(arn)
        case _:
            return True  # other targets are ministack's own business


def _dead_letter(
    target: dict[str, Any], event: dict[str, Any], rule: dict[str, Any], failure: tuple[str, str]
) -> None:
    queue = sqs._queue_by_arn((target.get("DeadLetterConfig") or {}).get("Arn", ""))
    if queue is None:
        eventbridge.logger.warning("EventBridge: %s, and the rule has no dead-letter queue", failure[1])
        return
    attempts = (target.get("RetryPolicy") or {}).get("MaximumRetryAttempts", DEFAULT_RETRY_ATTEMPTS)
    attributes = {
        "RULE_ARN": rule.get("Arn", ""),
        "TARGET_ARN": target.get("Arn", ""),
        "ERROR_CODE": failure[0],
        "ERROR_MESSAGE": failure[1],
        "EXHAUSTED_RETRY_CONDITION": "MaximumRetryAttempts",
        "RETRY_ATTEMPTS": str(attempts),
    }
    message = {
        "QueueUrl": queue["url"],
        "MessageBody": json.dumps(event),
        "MessageAttributes": {
            name: {"DataType": "String", "StringValue": value} for name, value in attributes.items()
        },
    }
    sqs._act_send_message(message, queue["url"])
