"""CloudWatch Logs as a target of an EventBridge rule, which ministack does not have."""

import json
import threading
import time
from typing import Any

from ministack.services import cloudwatch_logs

ARN_PART = ":log-group:"
# EventBridge opens streams as it likes; a reader of thousands of streams would be slow here.
STREAM = "events"
_in_order = threading.Lock()


def is_log_group(arn: str) -> bool:
    """Whether the target ARN names a log group."""
    return ":logs:" in arn and ARN_PART in arn


def exists(arn: str) -> bool:
    """Whether the log group is there."""
    return _name(arn) in cloudwatch_logs._log_groups


def deliver(arn: str, event: dict[str, Any]) -> None:
    """Write the whole event as one log line.

    In order of time, so that a reader who goes on from the last time it saw misses no line.
    """
    group = _name(arn)
    with _in_order:
        if STREAM not in cloudwatch_logs._log_groups[group]["streams"]:
            cloudwatch_logs._create_log_stream({"logGroupName": group, "logStreamName": STREAM})
        line = {"timestamp": int(time.time() * 1000), "message": json.dumps(event)}
        request = {"logGroupName": group, "logStreamName": STREAM, "logEvents": [line]}
        cloudwatch_logs._put_log_events(request)


def _name(arn: str) -> str:
    return arn.split(ARN_PART, 1)[1].removesuffix(":*")
