"""The embedded AWS and the model stand-in as containers."""

import http.client

from testcontainers.core.network import Network

from local.runtime.ports import LOOPBACK
from tests.integration.containers import images
from tests.integration.containers.contained import Contained

AWS, BEDROCK = "aws", "bedrock"
AWS_PORT, BEDROCK_PORT = 4566, 4581
HEALTH_PATH = "/_ministack/health"
WAIT_SCALE = 3
"""Workflows settle three seconds: gates that flip back do so within them, also on a busy machine."""


class ModelStandIn(Contained):
    """Canned sentences over Converse."""

    def __init__(self, network: Network) -> None:
        super().__init__(images.MODEL, BEDROCK, network, ports=(BEDROCK_PORT,), stop_seconds=5)

    def is_ready(self) -> bool:
        """Whether it answers."""
        return answers(self.port(BEDROCK_PORT), "/stats")


class EmbeddedAws(Contained):
    """Keeps its state when it is stopped in good order and started again; a kill would lose it."""

    def __init__(self, network: Network, collector: str) -> None:
        """`collector` is where its functions send their spans."""
        super().__init__(images.AWS, AWS, network, ports=(AWS_PORT,), stop_seconds=30, mem_limit="2g")
        self.with_envs(
            SFN_WAIT_SCALE=str(WAIT_SCALE),
            FLIGHTPULSE_EMULATOR_LAMBDA_WORKERS="3",
            LAMBDA_ASYNC_RETRY_BASE_SECONDS="0.5",
            OTEL_EXPORTER_OTLP_ENDPOINT=collector,
            AWS_ENDPOINT_URL_BEDROCK_RUNTIME=f"http://{BEDROCK}:{BEDROCK_PORT}",
        )

    @property
    def endpoint(self) -> str:
        """For clients on the host."""
        return f"http://{LOOPBACK}:{self.port(AWS_PORT)}"

    @property
    def endpoint_in_network(self) -> str:
        """For clients in containers."""
        return f"http://{AWS}:{AWS_PORT}"

    def is_ready(self) -> bool:
        """Whether it answers."""
        return answers(self.port(AWS_PORT), HEALTH_PATH)


def answers(port: int, path: str) -> bool:
    """Whether a GET of this path on the loopback port is answered with 200."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=3)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
