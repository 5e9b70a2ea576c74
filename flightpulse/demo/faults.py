"""What can go wrong while the demo runs, through no fault of the user or of this code."""

from botocore.exceptions import BotoCoreError, ClientError
from confluent_kafka import KafkaException

from flightpulse.demo.producer import ProduceFailed
from infra.bundling import BundlingError
from local.emulator.stacks import DeployFailed
from local.runtime.child import ChildFailed
from local.seed.load import LoadFailed

FAULTS = (
    *(ChildFailed, DeployFailed, BundlingError, LoadFailed, ProduceFailed),
    *(BotoCoreError, ClientError, KafkaException),
)


def sentence(fault: Exception) -> str:
    """What to tell: our own errors explain themselves, those of the libraries need to be placed."""
    if isinstance(fault, BotoCoreError | ClientError):
        return f"The embedded AWS does not answer as it should: {fault}"
    if isinstance(fault, KafkaException):
        return f"The embedded Kafka broker does not answer as it should: {fault}"
    return str(fault)
