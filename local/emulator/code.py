"""Functions whose zip has changed although their template has not, since its key is always the same."""

import base64
import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from local.emulator.localise import ASSET_BUCKET, Template

FUNCTION = "AWS::Lambda::Function"


def renew_code(
    client: Callable[[str], Any], stack: str, template: Template, assets: Mapping[str, Path]
) -> Iterator[str]:
    """Give each function of a stack the zip that was uploaded; yields a line for each that had another."""
    functions, cloudformation = client("lambda"), client("cloudformation")
    for logical_id, resource in template.get("Resources", {}).items():
        if resource.get("Type") != FUNCTION or "S3Key" not in resource["Properties"].get("Code", {}):
            continue
        key = resource["Properties"]["Code"]["S3Key"]
        described = cloudformation.describe_stack_resource(StackName=stack, LogicalResourceId=logical_id)
        name = described["StackResourceDetail"]["PhysicalResourceId"]
        if functions.get_function(FunctionName=name)["Configuration"]["CodeSha256"] != _sha256(assets[key]):
            functions.update_function_code(FunctionName=name, S3Bucket=ASSET_BUCKET, S3Key=key)
            yield f"{name}: runs {key} of this release now"


def _sha256(file: Path) -> str:
    """As Lambda tells it."""
    return base64.b64encode(hashlib.sha256(file.read_bytes()).digest()).decode()
