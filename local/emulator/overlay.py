"""Settings that CloudFormation ignores in the embedded AWS and that the service's own API honours."""

from collections.abc import Callable
from typing import Any

from local.emulator.localise import Template

TABLE = "AWS::DynamoDB::Table"


def overlay(client: Callable[[str], Any], stack: str, template: Template) -> list[str]:
    """Set time to live and point-in-time recovery of the stack's tables; returns what was set."""
    done: list[str] = []
    for logical_id, resource in template.get("Resources", {}).items():
        if resource.get("Type") == TABLE:
            table = _physical_id(client("cloudformation"), stack, logical_id)
            done += _overlay_table(client("dynamodb"), table, resource.get("Properties", {}))
    return done


def _overlay_table(dynamodb: Any, table: str, properties: dict[str, Any]) -> list[str]:
    done = []
    ttl = properties.get("TimeToLiveSpecification")
    if ttl and not _has_ttl(dynamodb, table):
        dynamodb.update_time_to_live(TableName=table, TimeToLiveSpecification=ttl)
        done.append(f"{table}: items expire by {ttl['AttributeName']}")
    recovery = properties.get("PointInTimeRecoverySpecification")
    if recovery:
        dynamodb.update_continuous_backups(TableName=table, PointInTimeRecoverySpecification=recovery)
        done.append(
            f"{table}: point-in-time recovery is {'on' if recovery['PointInTimeRecoveryEnabled'] else 'off'}"
        )
    return done


def _has_ttl(dynamodb: Any, table: str) -> bool:
    answer = dynamodb.describe_time_to_live(TableName=table)["TimeToLiveDescription"]
    return bool(answer.get("TimeToLiveStatus") == "ENABLED")


def _physical_id(cloudformation: Any, stack: str, logical_id: str) -> str:
    answer = cloudformation.describe_stack_resource(StackName=stack, LogicalResourceId=logical_id)
    physical: str = answer["StackResourceDetail"]["PhysicalResourceId"]
    return physical
