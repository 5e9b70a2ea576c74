"""What the program that makes the topics is told by its environment; nothing else of it reads that."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from services.consumer.settings import BadSetting
from services.core.awsio.kafka_access import KafkaAccess
from services.core.contracts.topics import REPLICATION

_BEGINNINGS: Final = ("earliest", "latest")


@dataclass(frozen=True, slots=True)
class Settings:
    """`min_in_sync` 0 leaves it to the brokers: MSK Serverless lets nobody choose."""

    bootstrap: str
    access: KafkaAccess
    group: str
    partitions: int
    replication: int
    min_in_sync: int
    retention_days: int
    begin_at: str

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Raises BadSetting with the name and what would be right."""
        bootstrap = environment.get("FLIGHTPULSE_KAFKA_BOOTSTRAP")
        if not bootstrap:
            raise BadSetting("FLIGHTPULSE_KAFKA_BOOTSTRAP is missing: set it to host:port[,host:port]")
        begin_at = environment.get("FLIGHTPULSE_GROUP_BEGINS_AT") or "earliest"
        if begin_at not in _BEGINNINGS:
            raise BadSetting(
                f"FLIGHTPULSE_GROUP_BEGINS_AT is {begin_at!r}: right is one of {', '.join(_BEGINNINGS)}"
            )
        try:
            access = KafkaAccess.from_environment(
                environment, local=environment.get("FLIGHTPULSE_LOCAL") == "1"
            )
        except ValueError as error:
            raise BadSetting(str(error)) from error
        return cls(
            bootstrap=bootstrap,
            access=access,
            group=environment.get("FLIGHTPULSE_KAFKA_GROUP") or "flightpulse-consumer",
            partitions=_whole(environment, "FLIGHTPULSE_TOPIC_PARTITIONS", 24, 1, 200),
            replication=_whole(environment, "FLIGHTPULSE_TOPIC_REPLICATION", REPLICATION, 1, 5),
            min_in_sync=_whole(environment, "FLIGHTPULSE_TOPIC_MIN_IN_SYNC", 0, 0, 5),
            retention_days=_whole(environment, "FLIGHTPULSE_TOPIC_RETENTION_DAYS", 7, 1, 365),
            begin_at=begin_at,
        )


def _whole(environment: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    value = environment.get(name) or str(default)
    if not (value.isascii() and value.isdecimal() and least <= int(value) <= most):
        raise BadSetting(f"{name} is {value!r}: right is a whole number from {least} to {most}")
    return int(value)
