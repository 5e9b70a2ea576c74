"""With AUTH on: writes down every call that a role made, and whether it was allowed. Off unless asked for."""

import functools
import json
import os
from pathlib import Path
from typing import Any

VARIABLE = "FLIGHTPULSE_EMULATOR_CALLS"


def apply() -> None:
    """Wrap the one function that every authorisation goes through."""
    file = os.environ.get(VARIABLE)
    if not file:
        return
    from ministack.core import iam_evaluator
    from ministack.core.responses import get_account_id

    enforce = iam_evaluator.enforce

    @functools.wraps(enforce)
    def recorded(
        access_key_id: str,
        iam_action: str,
        service: str,
        region: str,
        resource_arn: str = "*",
        service_context: dict[str, Any] | None = None,
    ) -> Any:
        denied = enforce(access_key_id, iam_action, service, region, resource_arn, service_context)
        caller = iam_evaluator.resolve_principal(access_key_id or "", get_account_id())
        line = {
            "caller": getattr(caller, "arn", None),
            "action": iam_action,
            "resource": resource_arn,
            "allowed": denied is None,
        }
        with Path(file).open("a", encoding="utf-8") as calls:
            calls.write(json.dumps(line) + "\n")
        return denied

    iam_evaluator.enforce = recorded
