"""CloudWatch Logs as a target of an EventBridge rule, which ministack does not have."""

import json
import time
import uuid
from typing import Any

from ministack.services import cloudwatch_logs

ARN_PART = ":log-group:"


def is_log_group(arn: str) -> bool:
    """Whether the target ARN names a log group."""
    return ":logs:" in arn and ARN_PART in arn


def exists(arn: str) -> bool:
    """Whether the log group is there."""
    return _name(arn) in cloudwatch_logs._log_groups


def deliver(arn: str, event: dict[str, Any]) -> None:
    """Write the whole event as one log line, in a stream of its own as EventBridge does."""
    group, stream = _name(arn), str(uuid.uuid4())
    cloudwatch_logs._create_log_stream({"logGroupName": group, "logStreamName": stream})
    line = {"timestamp": int(time.time() * 1000), "message": json.dumps(event)}
    cloudwatch_logs._put_log_events({"logGroupName": group, "logStreamName": stream, "logEvents": [line]})


def _name(arn: str) -> str:
    return arn.split(ARN_PART, 1)[1].removesuffix(":*")
