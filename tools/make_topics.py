"""`python -m tools.make_topics`: runs the task that makes the topics, waits for it, and says how it ended.

It takes cluster, subnets and group from the outputs of the services stack, and credentials from the AWS CLI's
usual places. Run again, it changes nothing.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any

STACK = "FlightPulseServices"
LONGEST_WAIT = {"Delay": 6, "MaxAttempts": 100}


def main() -> int:
    """0 when the topics are there."""
    argparse.ArgumentParser(prog="python -m tools.make_topics", description=__doc__).parse_args()
    import boto3

    return run(boto3.Session())


def run(clients: Any) -> int:
    """Starts the task and waits for its end; returns its exit code, 1 when it never ran."""
    outputs = _outputs(clients.client("cloudformation"))
    ecs = clients.client("ecs")
    started = ecs.run_task(
        cluster=outputs["ClusterName"],
        taskDefinition=outputs["TopicsTaskDefinitionArn"],
        launchType="FARGATE",
        count=1,
        networkConfiguration={
            "awsvpcConfiguration": {
                "subnets": outputs["TaskSubnets"].split(","),
                "securityGroups": [outputs["TaskSecurityGroup"]],
                "assignPublicIp": "DISABLED",
            }
        },
    )
    if not started["tasks"]:
        print(f"the task was not started: {started['failures']}", file=sys.stderr)
        return 1
    arn = started["tasks"][0]["taskArn"]
    print(f"started {arn}")
    where = {"cluster": outputs["ClusterName"], "tasks": [arn]}
    ecs.get_waiter("tasks_stopped").wait(**where, WaiterConfig=LONGEST_WAIT)
    task = ecs.describe_tasks(**where)["tasks"][0]
    code = task["containers"][0].get("exitCode")
    if code is None:
        print(f"the task never ran: {task.get('stoppedReason')}", file=sys.stderr)
        return 1
    print("the topics are there" if code == 0 else f"the task ended with {code}: its log says why")
    return int(code)


def _outputs(cloudformation: Any) -> dict[str, str]:
    (stack,) = cloudformation.describe_stacks(StackName=STACK)["Stacks"]
    return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}


if __name__ == "__main__":
    sys.exit(main())
