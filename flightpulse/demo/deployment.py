"""The stacks as CDK synthesised them, deployed to the embedded AWS with Lambdas built from source."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from local.emulator.clients import local_client, quick_table_client
from local.emulator.project import deploy_project


@dataclass(frozen=True, slots=True)
class Deployment:
    """What was deployed where: the outputs of the stacks, by name."""

    endpoint: str
    outputs: Mapping[str, str]

    @property
    def machines(self) -> list[str]:
        """ARNs of the workflows that events start."""
        return [
            self.outputs[name]
            for name in ("DelayStateMachineArn", "GateChangeStateMachineArn", "CancellationStateMachineArn")
        ]

    @property
    def sink_groups(self) -> list[str]:
        """Log groups that stand in for the e-mail, SMS and push providers."""
        return [self.outputs[f"SinkLogGroup{channel}"] for channel in ("Email", "Sms", "Push")]

    @property
    def table(self) -> str:
        """Name of the table."""
        return self.outputs["TableName"]

    def client(self, service: str) -> Any:
        """The boto3 client of one service of the embedded AWS; any thread may use it."""
        return _client(self.endpoint, service)

    def table_client(self) -> Any:
        """The client of DynamoDB, by the short way: the demo asks it thousands of times."""
        return quick_table_client(self.endpoint)

    def contact_secret(self) -> bytes:
        """The secret under which contacts and locators are hashed."""
        secret: str = self.client("secretsmanager").get_secret_value(
            SecretId=self.outputs["ContactSecretArn"]
        )["SecretString"]
        return secret.encode()


@cache
def _client(endpoint: str, service: str) -> Any:
    # Each client keeps its own copy of the service's model: some ten megabytes.
    return local_client(endpoint, service)


def deploy_all(endpoint: str, folder: Path, note: Callable[[str], None]) -> Deployment:
    """Build the zips, deploy both stacks; `note` is told what the embedded AWS could not take."""
    return Deployment(endpoint, deploy_project(endpoint, folder / "zips", note))
