"""cdk-nag at every synthesis: what it finds and nobody acknowledged ends it."""

from __future__ import annotations

from collections.abc import Iterable

import aws_cdk as cdk
from cdk_nag import AwsSolutionsChecks
from constructs import IConstruct

from infra.acknowledged import ACKNOWLEDGED, ELSEWHERE, PACK, Acknowledged


def check_with_nag(app: cdk.App, acknowledged: Iterable[Acknowledged] = (*ACKNOWLEDGED, *ELSEWHERE)) -> None:
    """Adds the AwsSolutions pack. An entry for what this preset does not have is passed over."""
    for known in acknowledged:
        resource = _find(app, known.path)
        if resource is not None:
            cdk.Validations.of(resource).acknowledge(
                cdk.Acknowledgment(id=identity(known.rule), reason=known.reason)
            )
    cdk.Validations.of(app).add_plugins(AwsSolutionsChecks(app))


def identity(rule: str) -> str:
    """`SF1` as the validation of the CDK knows it."""
    return f"{PACK}::{PACK}-{rule}"


def _find(app: cdk.App, path: str) -> IConstruct | None:
    found: IConstruct | None = app
    for part in path.split("/"):
        found = found.node.try_find_child(part) if found else None
    return found
