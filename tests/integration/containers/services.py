"""The consumer and the API as tasks, told where everything is."""

from collections.abc import Mapping

import httpx
from testcontainers.core.network import Network

from flightpulse.demo.deployment import Deployment
from flightpulse.demo.services import DEAD_LETTER_TOPIC, GROUP, RAW_TOPIC, STATUS_SHARDS, TOPIC
from local.emulator.environment import client_environment
from local.runtime.ports import LOOPBACK
from tests.integration.containers import images
from tests.integration.containers.fargate import FargateTask

CONSUMER_PORT, API_PORT = 8081, 8080
SESSION_TIMEOUT_MS = 6_000
"""A member that was killed is missed after this time; in production it is 45 s."""


def environment_of(deployment: Deployment, bootstrap: str, endpoint: str, collector: str) -> dict[str, str]:
    """What both services are told; `endpoint` is that of AWS."""
    return {
        **client_environment(endpoint),
        "FLIGHTPULSE_LOCAL": "1",
        "FLIGHTPULSE_CLOCK": "event",
        "FLIGHTPULSE_STATUS_SHARDS": str(STATUS_SHARDS),
        "FLIGHTPULSE_TABLE": deployment.table,
        "FLIGHTPULSE_BUS": deployment.outputs["BusName"],
        "FLIGHTPULSE_CONTACT_SECRET_ARN": deployment.outputs["ContactSecretArn"],
        "FLIGHTPULSE_KAFKA_BOOTSTRAP": bootstrap,
        "FLIGHTPULSE_KAFKA_GROUP": GROUP,
        "FLIGHTPULSE_TOPIC": TOPIC,
        "FLIGHTPULSE_RAW_TOPIC": RAW_TOPIC,
        "FLIGHTPULSE_DLQ_TOPIC": DEAD_LETTER_TOPIC,
        "OTEL_EXPORTER_OTLP_ENDPOINT": collector,
        "OTEL_BSP_SCHEDULE_DELAY": "200",
        "FLIGHTPULSE_SESSION_TIMEOUT_MS": str(SESSION_TIMEOUT_MS),
    }


class Consumer(FargateTask):
    """A member of the group."""

    def __init__(self, network: Network, environment: Mapping[str, str], alias: str = "consumer") -> None:
        super().__init__(images.CONSUMER, alias, network, port=CONSUMER_PORT, environment=environment)

    def page(self, path: str) -> httpx.Response:
        """A page of its health server."""
        return httpx.get(f"http://{LOOPBACK}:{self.port(CONSUMER_PORT)}{path}", timeout=10)

    @property
    def partitions(self) -> int:
        """How many partitions it has now."""
        try:
            return int(self.page("/ready").json()["partitions"])
        except httpx.TransportError:
            return 0


class Api(FargateTask):
    """The API. Checking no identity locally, it wants to hear that its port is published on loopback only."""

    def __init__(self, network: Network, environment: Mapping[str, str]) -> None:
        super().__init__(images.API, "api", network, port=API_PORT, environment=environment)
        self.with_envs(FLIGHTPULSE_HTTP_HOST="0.0.0.0", FLIGHTPULSE_PUBLISHED_ON=LOOPBACK)  # noqa: S104

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://{LOOPBACK}:{self.port(API_PORT)}"
