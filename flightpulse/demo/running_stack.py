"""A stack that runs by itself, such as Compose's: found instead of started, and left as it is."""

import http.client
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from botocore.exceptions import BotoCoreError, ClientError

from flightpulse.demo.deployment import Deployment
from flightpulse.demo.options import DemoOptions
from flightpulse.demo.screen import Screen
from flightpulse.demo.stage import Platform
from flightpulse.errors import UsageProblem
from flightpulse.stack.addresses import Addresses, NoStack
from local.bedrock.control import BedrockControl
from local.emulator.clients import local_client
from local.emulator.project import STACKS
from local.replay.day import ReplayDay
from local.report.reader import TableReader
from local.runtime.child import Child
from services.core.table import keys

READY_LIMIT_SECONDS = 60.0
POLL_SECONDS = 0.5
OWN_NAME = "localhost"
"""The API answers under its own names only; inside a network of containers it is asked under another."""


class RunningStack:
    """Finds what `Stage` starts."""

    def __init__(self, addresses: Addresses, screen: Screen) -> None:
        self._addresses = addresses
        self._screen = screen

    @classmethod
    def found(cls, file: Path, screen: Screen) -> "RunningStack":
        """By the file that its deployment wrote. Raises UsageProblem."""
        try:
            return cls(Addresses.read(file), screen)
        except NoStack as error:
            raise UsageProblem(f"--against: {error}") from error

    def start_platform(self) -> Platform:
        """AWS, Kafka and model of the stack. Raises UsageProblem when nothing is deployed there."""
        self._screen.phase(f"Looking for the stack at {self._addresses.aws} and {self._addresses.kafka}")
        deployment = deployed_at(self._addresses.aws)
        bedrock = BedrockControl(self._addresses.bedrock)
        return Platform(deployment, self._addresses.kafka, bedrock, (), broker="Apache Kafka, one node")

    def start_services(self, _platform: Platform, _options: DemoOptions) -> "RunningServices":
        """Consumer and API of the stack."""
        return RunningServices(self._addresses.api)


@dataclass(frozen=True, slots=True)
class RunningServices:
    """Consumer and API that somebody else has started."""

    api_url: str
    children: tuple[Child, ...] = ()
    groups: tuple[int, ...] = ()

    def wait_ready(self) -> None:
        """Until the API is. Raises UsageProblem when it is not within a minute."""
        deadline = time.monotonic() + READY_LIMIT_SECONDS
        while not self._is_ready():
            if time.monotonic() > deadline:
                raise UsageProblem(
                    f"the API at {self.api_url} is not ready; look at `docker compose ps` and its log"
                )
            time.sleep(POLL_SECONDS)

    def _is_ready(self) -> bool:
        connection = http.client.HTTPConnection(urlsplit(self.api_url).netloc, timeout=5)
        try:
            connection.request("GET", "/ready", headers={"Host": OWN_NAME})
            return connection.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def deployed_at(endpoint: str) -> Deployment:
    """What is deployed to the embedded AWS at this endpoint. Raises UsageProblem when nothing is."""
    cloudformation = local_client(endpoint, "cloudformation")
    try:
        found = [cloudformation.describe_stacks(StackName=name)["Stacks"][0] for name in STACKS]
    except (BotoCoreError, ClientError) as error:
        raise UsageProblem(
            f"no deployed stack answers at {endpoint} ({type(error).__name__}); start it with"
            " `docker compose up` and look at `docker compose ps`"
        ) from error
    outputs = {each["OutputKey"]: each["OutputValue"] for stack in found for each in stack["Outputs"]}
    return Deployment(endpoint, outputs)


def refuse_known_flights(platform: Platform, day: ReplayDay) -> None:
    """Raise UsageProblem when the stack has heard of the day's flights: said again, they set nothing off."""
    deployment = platform.deployment
    reader = TableReader(deployment.client("dynamodb"), deployment.table)
    if reader.get_many([keys.flight_state(str(flight.key)) for flight in day.flights]):
        raise UsageProblem(
            f"flights of {day.day} have been replayed on this stack already: nothing new would come of them;"
            " replay another day with --date, or start anew with `docker compose down -v`"
        )
