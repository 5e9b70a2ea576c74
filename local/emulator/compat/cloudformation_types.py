"""CloudFormation types that our templates have and ministack does not: an archive, a composite alarm."""

import json
from typing import Any

from ministack.core.responses import get_account_id, get_region
from ministack.services import eventbridge
from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS

Created = tuple[str, dict[str, str]]
ARCHIVE_NAME_LIMIT = 48


def apply() -> None:
    """Register the extra types."""
    _RESOURCE_HANDLERS["AWS::Events::Archive"] = {"create": _create_archive, "delete": _delete_archive}
    _RESOURCE_HANDLERS["AWS::CloudWatch::CompositeAlarm"] = {
        "create": _accept_composite_alarm,
        "delete": _forget_composite_alarm,
    }


def _create_archive(logical_id: str, properties: dict[str, Any], stack: str) -> Created:
    name = str(properties.get("ArchiveName") or f"{stack}-{logical_id}"[:ARCHIVE_NAME_LIMIT])
    request = {
        "ArchiveName": name,
        "EventSourceArn": properties["SourceArn"],
        "RetentionDays": properties.get("RetentionDays", 0),
        "Description": properties.get("Description", ""),
    }
    pattern = properties.get("EventPattern")
    if pattern:
        request["EventPattern"] = pattern if isinstance(pattern, str) else json.dumps(pattern)
    status, _, body = eventbridge._create_archive(request)
    answer = json.loads(body)
    if status >= 400:
        raise ValueError(f"AWS::Events::Archive: {answer}")
    return name, {"Arn": answer["ArchiveArn"], "ArchiveName": name}


def _delete_archive(name: str, _properties: dict[str, Any]) -> None:
    eventbridge._delete_archive({"ArchiveName": name})


def _accept_composite_alarm(logical_id: str, properties: dict[str, Any], _stack: str) -> Created:
    """Accepted without effect: the alarms it is made of watch AWS metrics that are not emitted locally."""
    name = str(properties.get("AlarmName") or logical_id)
    return name, {"Arn": f"arn:aws:cloudwatch:{get_region()}:{get_account_id()}:alarm:{name}"}


def _forget_composite_alarm(_name: str, _properties: dict[str, Any]) -> None:
    """Nothing was created."""
