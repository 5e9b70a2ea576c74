"""At most six Lambda worker processes at once: unpatched, 160 concurrent calls start 160 (7.9 GB).

Of a function whose name holds one of some given words there is only one, whatever is asked of it: a process
that is started for one overlap stays, and takes fifty megabytes. It has a place of its own beside the six: on
AWS, a storm of messages does not hold up the table's stream either.

With so few processes, calls queue for one; unpatched, the calls in flight are limited by the memory of the
machine or the container (to 24 in one gibibyte), and a queue that is longer is a throttle. The limit here is
that of AWS.
"""

import os
import threading
from collections import defaultdict
from typing import Any

from ministack.services import lambda_svc

WORKERS_VARIABLE = "FLIGHTPULSE_EMULATOR_LAMBDA_WORKERS"
SINGLE_VARIABLE = "FLIGHTPULSE_EMULATOR_SINGLE_LAMBDAS"
DEFAULT_WORKERS = 6


def apply() -> None:
    """Make concurrent invocations queue for a worker slot instead of starting a process each."""
    lambda_svc._ACCOUNT_CONCURRENCY_CAP = lambda_svc._AWS_DEFAULT_ACCOUNT_CONCURRENCY
    slots = threading.BoundedSemaphore(int(os.environ.get(WORKERS_VARIABLE, DEFAULT_WORKERS)))
    single = [word for word in os.environ.get(SINGLE_VARIABLE, "").split(",") if word]
    turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
    original = lambda_svc._execute_function_warm

    def execute(function: dict[str, Any], event: Any, request_id: str) -> dict[str, Any]:
        name = str((function.get("config") or function).get("FunctionName"))
        if any(word in name for word in single):
            with turns[name]:
                alone: dict[str, Any] = original(function, event, request_id)
            return alone
        with slots:
            result: dict[str, Any] = original(function, event, request_id)
        return result

    lambda_svc._execute_function_warm = execute
