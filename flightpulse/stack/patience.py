"""A broker that has just started answers some questions by `not yet`."""

import time
from collections.abc import Callable
from typing import TypeVar

from confluent_kafka import KafkaError, KafkaException

LIMIT_SECONDS = 60.0
PAUSE_SECONDS = 0.5
NOT_YET = frozenset(
    {
        KafkaError.COORDINATOR_LOAD_IN_PROGRESS,
        KafkaError.COORDINATOR_NOT_AVAILABLE,
        KafkaError.NOT_COORDINATOR,
        KafkaError.LEADER_NOT_AVAILABLE,
        KafkaError.NOT_LEADER_FOR_PARTITION,
        KafkaError.UNKNOWN_TOPIC_OR_PART,
        KafkaError._WAIT_COORD,
    }
)
Answer = TypeVar("Answer")


def patiently(ask: Callable[[], Answer], limit_seconds: float = LIMIT_SECONDS) -> Answer:
    """Ask again while the answer is `not yet`; raises KafkaException for any other, and after the limit."""
    deadline = time.monotonic() + limit_seconds
    while True:
        try:
            return ask()
        except KafkaException as error:
            if error.args[0].code() not in NOT_YET or time.monotonic() > deadline:
                raise
            time.sleep(PAUSE_SECONDS)
