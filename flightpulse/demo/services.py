"""Consumer and API as processes of their own, as Fargate would run them."""

import http.client
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from flightpulse.demo.deployment import Deployment
from local.emulator.environment import client_environment, tracing_environment
from local.issuer.development_issuer import DevelopmentIssuer
from local.runtime.child import Child
from local.runtime.paths import REPOSITORY
from local.runtime.ports import LOOPBACK

READY_LIMIT_SECONDS = 20.0
STOP_GRACE_SECONDS = 8.0
GROUP = "flightpulse-consumer"
TOPIC = "flight-operations"
RAW_TOPIC = "flight-operations.raw"
DEAD_LETTER_TOPIC = "flight-operations.dlq"
STATUS_SHARDS = 1


def deployed_settings(deployment: Deployment) -> dict[str, str]:
    """What a service has to be told of the deployment, whatever it runs in."""
    return {
        **client_environment(deployment.endpoint),
        "FLIGHTPULSE_STATUS_SHARDS": str(STATUS_SHARDS),
        "FLIGHTPULSE_TABLE": deployment.table,
        "FLIGHTPULSE_BUS": deployment.outputs["BusName"],
        "FLIGHTPULSE_CONTACT_SECRET_ARN": deployment.outputs["ContactSecretArn"],
    }


def service_environment(deployment: Deployment, bootstrap: str, port: int) -> dict[str, str]:
    """Everything a service is told, and nothing of the user's own environment but PATH and the collector."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "PYTHONPATH": str(REPOSITORY),
        "PYTHONUNBUFFERED": "1",
        **deployed_settings(deployment),
        **tracing_environment(),
        "FLIGHTPULSE_LOCAL": "1",
        "FLIGHTPULSE_CLOCK": "event",
        "FLIGHTPULSE_KAFKA_BOOTSTRAP": bootstrap,
        "FLIGHTPULSE_KAFKA_GROUP": GROUP,
        "FLIGHTPULSE_TOPIC": TOPIC,
        "FLIGHTPULSE_RAW_TOPIC": RAW_TOPIC,
        "FLIGHTPULSE_DLQ_TOPIC": DEAD_LETTER_TOPIC,
        "FLIGHTPULSE_FETCH_WAIT_MS": "50",
        "FLIGHTPULSE_HTTP_HOST": LOOPBACK,
        "FLIGHTPULSE_HTTP_PORT": str(port),
        "FLIGHTPULSE_JWKS_URL": DevelopmentIssuer().jwks_url,
    }


def start_service(name: str, module: str, environment: Mapping[str, str], folder: Path) -> Child:
    """Start `python -m MODULE`; it is ready when `wait_ready` says so."""
    folder.mkdir(parents=True, exist_ok=True)
    return Child(
        name,
        [sys.executable, "-m", "flightpulse.demo.supervised", module],
        env=environment,
        cwd=folder,
        log_file=folder / f"{module}.log",
    )


def answers_ready(port: int) -> bool:
    """Whether GET /ready says yes."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=2)
    try:
        connection.request("GET", "/ready")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
