"""Which brokers, and how they know us: the consumer's own settings, or --bootstrap."""

from collections.abc import Mapping
from dataclasses import dataclass

from flightpulse.errors import UsageProblem
from services.core.awsio.kafka_access import KafkaAccess
from services.core.contracts.topics import DEAD_LETTERS

BOOTSTRAP = "FLIGHTPULSE_KAFKA_BOOTSTRAP"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class Brokers:
    """Where the dead-letter topic is."""

    bootstrap: str
    access: KafkaAccess
    topic: str

    @classmethod
    def named(cls, bootstrap: str | None, topic: str | None, environment: Mapping[str, str]) -> "Brokers":
        """Arguments before the environment. Raises UsageProblem."""
        where = bootstrap or environment.get(BOOTSTRAP)
        if not where:
            raise UsageProblem(
                f"no brokers are named: give --bootstrap or set {BOOTSTRAP}, for example to 127.0.0.1:9092"
            )
        _check(where)
        # Brokers of this machine speak without TLS; any others know us as they know the consumer.
        local = environment.get("FLIGHTPULSE_LOCAL") == "1" or all(map(_is_here, where.split(",")))
        try:
            access = KafkaAccess.from_environment(environment, local=local)
        except ValueError as error:
            raise UsageProblem(str(error)) from error
        if access.kind == "iam" and not access.region:
            raise UsageProblem("AWS_REGION is not set: right is the region of the brokers, or a local broker")
        return cls(where, access, topic or environment.get("FLIGHTPULSE_DLQ_TOPIC") or DEAD_LETTERS)


def _check(where: str) -> None:
    for one in where.split(","):
        host, _, port = one.rpartition(":")
        if not host or not port.isdecimal() or not 0 < int(port) < 65_536:
            raise UsageProblem(f"{one!r} is no broker; right is host:port, for example 127.0.0.1:9092")


def _is_here(broker: str) -> bool:
    return broker.rpartition(":")[0] in LOOPBACK
