"""The Lambda that the contract tests deploy: it does what its event says."""

import os
import time
from typing import Any


class UnlistedFault(Exception):
    """An error class of the function's own."""


def handle(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Entry point; an event from the bus is obeyed by its detail."""
    order = event.get("detail", event)
    match order.get("do"):
        case "raise":
            raise UnlistedFault("as asked")
        case "exit":
            os._exit(1)
        case "sleep":
            time.sleep(float(order["seconds"]))
        case "sleep and raise":
            time.sleep(float(order["seconds"]))
            raise UnlistedFault("too late")
        case "environment":
            return {name: os.environ[name] for name in event["names"] if name in os.environ}
        case "import":
            return {"found": _can_import(event["module"])}
    return {"pid": os.getpid(), "echo": event, "remaining": context.get_remaining_time_in_millis()}


def _can_import(module: str) -> bool:
    try:
        __import__(module)
    except ImportError:
        return False
    return True
