"""Create or update one CloudFormation stack and wait for it."""

import time
from typing import Any

from botocore.exceptions import ClientError

POLL_SECONDS = 0.05
LIMIT_SECONDS = 120.0
CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]
NOTHING_TO_DO = "No updates are to be performed"
GOOD_ENDS = ("CREATE_COMPLETE", "UPDATE_COMPLETE")


class DeployFailed(RuntimeError):
    """A stack did not reach a good end; the message names the resources that failed and why."""


def put_stack(cloudformation: Any, name: str, template_url: str) -> dict[str, str]:
    """Create the stack, or update it when it is there; returns its outputs. Raises DeployFailed."""
    request = {"StackName": name, "TemplateURL": template_url, "Capabilities": CAPABILITIES}
    try:
        if _status(cloudformation, name) is None:
            cloudformation.create_stack(**request)
        else:
            cloudformation.update_stack(**request)
    except ClientError as error:
        if NOTHING_TO_DO not in str(error):
            raise DeployFailed(f"stack {name} was refused: {error}") from error
    _wait(cloudformation, name)
    (stack,) = cloudformation.describe_stacks(StackName=name)["Stacks"]
    return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}


def _wait(cloudformation: Any, name: str) -> None:
    deadline = time.monotonic() + LIMIT_SECONDS
    while (status := _status(cloudformation, name) or "").endswith("_IN_PROGRESS"):
        if time.monotonic() > deadline:
            raise DeployFailed(f"stack {name} is still {status} after {LIMIT_SECONDS:g} s")
        time.sleep(POLL_SECONDS)
    if status not in GOOD_ENDS:
        raise DeployFailed(f"stack {name} ended as {status}\n{_failures(cloudformation, name)}")


def _status(cloudformation: Any, name: str) -> str | None:
    try:
        (stack,) = cloudformation.describe_stacks(StackName=name)["Stacks"]
    except ClientError as error:
        if "does not exist" in str(error):
            return None
        raise
    status: str = stack["StackStatus"]
    return None if status == "DELETE_COMPLETE" else status


def _failures(cloudformation: Any, name: str) -> str:
    events = cloudformation.describe_stack_events(StackName=name)["StackEvents"]
    lines = [
        f"  {event['LogicalResourceId']} ({event['ResourceType']}): {event.get('ResourceStatusReason')}"
        for event in reversed(events)
        if event["ResourceStatus"].endswith("_FAILED")
    ]
    return "\n".join(lines) or "  (no resource says why)"
