"""Lambda error names as AWS reports them, so that Retry and Catch by error name can match.

Unpatched, every exception is `Runtime.HandlerError` without a stack trace, a process that exits likewise,
and a throttled call reaches Step Functions as `Lambda.Unknown`.
"""

import re
from typing import Any

from ministack.services import lambda_svc

UNPATCHED_NAME = "Runtime.HandlerError"
WORKER_DIED = "Worker process died"
# The last line of a traceback: `package.module.Name: message`, or the bare name when there is no message.
EXCEPTION_LINE = re.compile(r"^(?:[A-Za-z_]\w*(?:\.<locals>)?\.)*(?P<name>[A-Za-z_]\w*)(?::|$)")


def apply() -> None:
    """Give failed and throttled invocations the error type that AWS gives them."""
    _name_exceptions()
    _name_throttles()


def _name_exceptions() -> None:
    original = lambda_svc._execute_function_warm

    def execute(function: dict[str, Any], event: Any, request_id: str) -> dict[str, Any]:
        result: dict[str, Any] = original(function, event, request_id)
        body = result.get("body")
        if result.get("error") and isinstance(body, dict) and body.get("errorType") == UNPATCHED_NAME:
            body.update(_error_body(body, str(result.get("log", "")), request_id))
        return result

    lambda_svc._execute_function_warm = execute


def _error_body(body: dict[str, Any], log: str, request_id: str) -> dict[str, Any]:
    if body.get("errorMessage") == WORKER_DIED:
        return {
            "errorType": "Runtime.ExitError",
            "errorMessage": f"RequestId: {request_id} Error: Runtime exited with error: exit status 1",
        }
    lines = log.strip().splitlines()
    return {
        "errorType": _exception_name(lines) or UNPATCHED_NAME,
        "requestId": request_id,
        "stackTrace": [f"{line}\n" for line in lines if line.startswith("  File")],
    }


def _exception_name(traceback_lines: list[str]) -> str | None:
    for line in reversed(traceback_lines):
        match = EXCEPTION_LINE.match(line)
        if match:
            return match["name"]
    return None


def _name_throttles() -> None:
    original = lambda_svc._throttle_response

    def throttle(*args: Any, **kwargs: Any) -> dict[str, Any]:
        response: dict[str, Any] = original(*args, **kwargs)
        response["body"].setdefault("errorType", "Lambda.TooManyRequestsException")
        return response

    lambda_svc._throttle_response = throttle
