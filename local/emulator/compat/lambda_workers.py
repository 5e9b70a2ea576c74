"""At most six Lambda worker processes at once: unpatched, 160 concurrent calls start 160 (7.9 GB)."""

import os
import threading
from typing import Any

from ministack.services import lambda_svc

WORKERS_VARIABLE = "FLIGHTPULSE_EMULATOR_LAMBDA_WORKERS"
DEFAULT_WORKERS = 6


def apply() -> None:
    """Make concurrent invocations queue for a worker slot instead of starting a process each."""
    slots = threading.BoundedSemaphore(int(os.environ.get(WORKERS_VARIABLE, DEFAULT_WORKERS)))
    original = lambda_svc._execute_function_warm

    def execute(function: dict[str, Any], event: Any, request_id: str) -> dict[str, Any]:
        with slots:
            result: dict[str, Any] = original(function, event, request_id)
        return result

    lambda_svc._execute_function_warm = execute
