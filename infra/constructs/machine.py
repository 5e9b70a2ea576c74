"""A Standard state machine from its definition: role, error log, and the right to be started by a rule."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from aws_cdk import aws_iam as iam
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from infra.config import Config
from infra.constructs.log_group import log_group


class Machine(Construct):
    """`substitutions` fill the `${Names}` in the definition, so that the template shows it as one text.

    The log holds errors without execution data: ids are enough, and the history has them.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        config: Config,
        definition: Mapping[str, Any],
        substitutions: dict[str, str],
    ) -> None:
        super().__init__(scope, construct_id)
        self.role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal("states.amazonaws.com"))
        self.machine = sfn.StateMachine(
            self,
            "Machine",
            state_machine_type=sfn.StateMachineType.STANDARD,
            definition_body=sfn.DefinitionBody.from_string(json.dumps(definition, separators=(",", ":"))),
            definition_substitutions=substitutions,
            role=self.role,
            logs=sfn.LogOptions(
                destination=log_group(self, "Logs", config),
                level=sfn.LogLevel.ERROR,
                include_execution_data=False,
            ),
        )
        self.arn = self.machine.state_machine_arn

    def allow(self, *actions: str, on: list[str], conditions: dict[str, object] | None = None) -> None:
        """Grants the machine's role some actions on named resources."""
        self.role.add_to_policy(
            iam.PolicyStatement(actions=list(actions), resources=on, conditions=conditions)
        )
