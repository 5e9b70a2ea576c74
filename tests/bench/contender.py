"""The programs that are measured: each a process that consumes the same topic into the same stand-in."""

import os
from dataclasses import dataclass
from typing import Final

from local.runtime.paths import REPOSITORY
from tests.bench.credentials import ACCESS_KEY, REGION, SECRET_KEY

TOPIC: Final = "flight-operations"
WARM_UP: Final = 2_000
"""Events before the measured ones: endpoints are resolved then, and connections opened."""


@dataclass(frozen=True, slots=True)
class Contender:
    """A program: its module, the word in its log that says it owns its partitions, how much it is given.

    The plain programs get fewer events, or a run would take minutes: all of them are at work all the time.
    """

    name: str
    module: str
    ready: str
    events: int
    warm_up: int


def contenders(events: int) -> tuple[Contender, ...]:
    """All of them, ours first."""
    few, some = max(1_000, events // 20), 200
    return (
        Contender("flightpulse", "services.consumer", "partitions_assigned", events, WARM_UP),
        Contender("plain loop", "tests.bench.plain.loop", "ready", few, some),
        Contender("faststream", "tests.bench.plain.faststream_handler", "ready", few, some),
    )


def environment(bootstrap: str, endpoint: str) -> dict[str, str]:
    """The same for all: made-up credentials, the stand-in as AWS, nothing of the machine's own."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "PYTHONPATH": str(REPOSITORY),
        "PYTHONUNBUFFERED": "1",
        "AWS_ACCESS_KEY_ID": ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_EC2_METADATA_DISABLED": "true",
        "FLIGHTPULSE_LOCAL": "1",
        "FLIGHTPULSE_CLOCK": "event",
        "FLIGHTPULSE_TABLE": "flightpulse",
        "FLIGHTPULSE_BUS": "flightpulse",
        "FLIGHTPULSE_KAFKA_BOOTSTRAP": bootstrap,
        "FLIGHTPULSE_TOPIC": TOPIC,
        # The mock broker answers an empty fetch only when this has passed, whatever arrives meanwhile.
        "FLIGHTPULSE_FETCH_WAIT_MS": "10",
        "FLIGHTPULSE_HTTP_PORT": "0",
    }
