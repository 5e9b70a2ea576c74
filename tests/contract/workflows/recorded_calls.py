"""What roles did on the embedded AWS, beside what they may do by the synthesised templates."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.snapshots.read import STACKS, read
from local.emulator.compat.record_calls import VARIABLE

TEST_SESSION = "test"
"""The name under which a test takes on a role itself, to try what it may not."""
# The roles of the Lambdas, by the beginning of their logical ids.
ROLES = ("MessengerRole", "RebookingMarkerRole", "SweeperRole", "StreamHandlerRole")

_LOGS = dict.fromkeys(
    ("logs:CreateLogStream", "logs:PutLogEvents"), "the embedded AWS writes a function's log itself"
)
_STREAM = dict.fromkeys(
    ("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"),
    "the embedded AWS reads the stream itself",
)
# Rights that nothing here can use, each with its reason.
UNSEEN: dict[str, dict[str, str]] = {
    "MessengerRole": {
        **_LOGS,
        "bedrock:InvokeModel": "the model is a stand-in beside the embedded AWS, which sees no call of it",
        "sqs:SendMessage": "the embedded AWS sends what failed to the queue itself",
    },
    "RebookingMarkerRole": _LOGS,
    "SweeperRole": {**_LOGS, "sqs:SendMessage": "the embedded AWS sends what failed to the queue itself"},
    "StreamHandlerRole": {**_LOGS, **_STREAM},
}
# Calls that are refused here and would not be on AWS, each with its reason.
REFUSED_HERE = {
    "StreamHandlerRole": {"sqs:SendMessage": "the queue takes TLS only, and the embedded AWS has none"},
}


@dataclass(frozen=True, slots=True)
class RecordedCalls:
    """The calls of one emulator."""

    file: Path

    @property
    def environment(self) -> dict[str, str]:
        """Makes the emulator write them down."""
        return {VARIABLE: str(self.file)}

    def made(self, role: str) -> set[str]:
        """The actions that a role took, allowed or not."""
        return {call["action"] for call in self._of(role)}

    def denied(self, role: str) -> set[str]:
        """What a role tried in vain, with the resource."""
        expected = REFUSED_HERE.get(role, {})
        return {
            f"{call['action']} on {call['resource']}"
            for call in self._of(role)
            if not call["allowed"] and call["action"] not in expected
        }

    def _of(self, role: str) -> list[dict[str, Any]]:
        lines = map(json.loads, self.file.read_text(encoding="utf-8").splitlines())
        calls = [call for call in lines if f"/FlightPulseWorkflows-{role}" in (call["caller"] or "")]
        return [call for call in calls if not call["caller"].endswith(f"/{TEST_SESSION}")]


def granted(role: str) -> set[str]:
    """The actions of a role by the snapshots."""
    return {
        action
        for stack in STACKS
        for name, resource in read(stack)["Resources"].items()
        if resource["Type"] == "AWS::IAM::Policy" and name.startswith(role)
        for statement in resource["Properties"]["PolicyDocument"]["Statement"]
        for action in _list(statement["Action"])
    }


def _list(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]
