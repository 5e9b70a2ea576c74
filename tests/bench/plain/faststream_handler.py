"""The same work as a FastStream handler, acknowledged after it.

Run by `python -m tests.bench.plain.faststream_handler`.

`AckPolicy.NACK_ON_ERROR` is the policy under which FastStream loses nothing; the default commits first.
"""

import asyncio
import os

from faststream import AckPolicy, FastStream
from faststream.kafka import KafkaBroker, KafkaMessage

from tests.bench.plain.work import PlainWork

# Without its two log lines for each message, which would be most of what is measured.
broker = KafkaBroker(os.environ["FLIGHTPULSE_KAFKA_BOOTSTRAP"], logger=None)
app = FastStream(broker)
work = PlainWork()


@broker.subscriber(
    os.environ["FLIGHTPULSE_TOPIC"],
    group_id="faststream",
    auto_offset_reset="earliest",
    ack_policy=AckPolicy.NACK_ON_ERROR,
)
async def handle(message: KafkaMessage) -> None:
    """One event."""
    record = message.raw_message
    assert not isinstance(record, tuple), "a subscriber that takes no batches gets no batch"
    work.handle(message.body, record.partition, record.offset)


@app.after_startup
async def say() -> None:
    """The broker has its partitions."""
    print("ready", flush=True)


if __name__ == "__main__":
    asyncio.run(app.run())
