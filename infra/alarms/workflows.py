"""The state machines, the rules before them, and the queues of what could not be delivered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_sqs as sqs

from infra.alarms.watch import Watch, aws, together
from infra.constructs.watched import Watched

# Messages may lie in the rebooking queue for as long as an agent needs to come to them.
REBOOKING_AGE_SECONDS = 3_600


def machine_watches(machine_arns: Sequence[str]) -> Iterator[Watch]:
    """One alarm for all machines: the remedy is the same, and the record of the failure says which."""
    for name, metric, says in (
        ("workflows-failed", "ExecutionsFailed", "A workflow failed: its passengers are owed a message"),
        ("workflows-timed-out", "ExecutionsTimedOut", "A workflow ran into its own time-out"),
        ("workflows-aborted", "ExecutionsAborted", "A workflow was stopped by somebody"),
        ("workflows-throttled", "ExecutionThrottled", "Step Functions throttles the workflows"),
    ):
        metrics = [aws("States", metric, {"StateMachineArn": arn}) for arn in machine_arns]
        yield Watch(
            name,
            says,
            together(metrics, metric),
            threshold=0,
            bad=5 if metric == "ExecutionThrottled" else 1,
            of=5 if metric == "ExecutionThrottled" else 1,
        )


def rule_watches(bus_name: str, watched: Watched) -> Iterator[Watch]:
    """EventBridge counts a rule of our own bus under both names, one of the default bus under its own."""
    groups = {
        "workflow-rules": [{"EventBusName": bus_name, "RuleName": rule} for rule in watched.workflow_rules],
        "rules": [{"EventBusName": bus_name, "RuleName": rule} for rule in watched.other_rules],
        "default-rules": [{"RuleName": rule} for rule in watched.rules_on_default],
    }
    for group, dimensions in groups.items():
        where = f"of the {group.replace('-', ' ')}"
        yield Watch(
            f"{group}-failed-invocations",
            f"One {where} cannot invoke its target for good",
            _sum("FailedInvocations", dimensions),
            threshold=0,
            keeps_from_telling=group != "default-rules",
        )
        yield Watch(
            f"{group}-lost",
            f"One {where} could not even reach its dead-letter queue, so an event is lost to it",
            _sum("InvocationsFailedToBeSentToDlq", dimensions),
            threshold=0,
            keeps_from_telling=group != "default-rules",
        )


def queue_watches(dead_letters: Mapping[str, sqs.IQueue], rebooking: sqs.IQueue) -> Iterator[Watch]:
    """A dead letter is somebody's work at once; a booking to rebook may wait an hour."""
    for name, queue in dead_letters.items():
        yield Watch(
            f"{name}-depth",
            f"There is something in the {name.replace('-', ' ')} queue",
            aws("SQS", "ApproximateNumberOfMessagesVisible", {"QueueName": queue.queue_name}, "Maximum"),
            threshold=0,
            keeps_from_telling=name == "failed-requests",
        )
    yield Watch(
        "rebooking-age",
        "A booking has waited for an hour to be rebooked",
        aws("SQS", "ApproximateAgeOfOldestMessage", {"QueueName": rebooking.queue_name}, "Maximum"),
        threshold=REBOOKING_AGE_SECONDS,
        bad=3,
        of=5,
    )


def _sum(name: str, dimensions: Sequence[dict[str, str]]) -> cloudwatch.MathExpression:
    return together([aws("Events", name, one) for one in dimensions], name)
