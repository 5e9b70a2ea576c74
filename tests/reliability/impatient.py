"""The consumer with a producer that says after 0.3 s, instead of 30, that it waits. It goes on waiting."""

from functools import partial

from services.consumer import bootstrap
from services.consumer.kafka_out import KafkaOut

PATIENCE_SECONDS = 0.3


def install() -> None:
    """Put the smaller number into this process."""
    vars(bootstrap)["KafkaOut"] = partial(KafkaOut, patience=PATIENCE_SECONDS)
