"""The role under which rules start state machines."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import aws_iam as iam
from constructs import Construct


def starter_role(scope: Construct, machine_arns: Sequence[str]) -> iam.Role:
    """Starts these machines and nothing else."""
    role = iam.Role(scope, "Starter", assumed_by=iam.ServicePrincipal("events.amazonaws.com"))
    role.add_to_policy(iam.PolicyStatement(actions=["states:StartExecution"], resources=list(machine_arns)))
    return role
