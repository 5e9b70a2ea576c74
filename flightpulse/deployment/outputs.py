"""What the stacks of a deployment say of themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from botocore.exceptions import ClientError

from flightpulse.errors import UsageProblem

STACKS = ("FlightPulseData", "FlightPulseWorkflows")


def outputs(cloudformation: Any, stacks: Sequence[str] = STACKS) -> dict[str, str]:
    """The outputs of all stacks. Raises UsageProblem when one of them is not there."""
    found: dict[str, str] = {}
    for name in stacks:
        try:
            (stack,) = cloudformation.describe_stacks(StackName=name)["Stacks"]
        except ClientError as error:
            raise UsageProblem(
                f"there is no stack {name} in this account and region ({error});"
                " docs/deploy.md says how to deploy"
            ) from error
        found |= {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
    return found
