"""What lies in the dead-letter topic of a rig."""

from dataclasses import dataclass

from local.report.topic_reader import read_topic
from tests.integration.containers.group.rig import Rig


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One record of it, its headers as text."""

    key: bytes | None
    value: bytes | None
    headers: dict[str, str]


def read_dead_letters(rig: Rig) -> list[DeadLetter]:
    """All of them, in their order."""
    return [
        DeadLetter(one.key, one.value, {name: value.decode() for name, value in one.headers.items()})
        for one in read_topic(rig.broker.bootstrap, rig.dlq_topic)
    ]
