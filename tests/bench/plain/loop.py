"""The plain loop: getone, write, publish, commit. `python -m tests.bench.plain.loop`."""

import asyncio
import os

from aiokafka import AIOKafkaConsumer, TopicPartition

from tests.bench.plain.work import PlainWork


async def main() -> None:
    """Consume until killed; each event is committed before the next is taken."""
    work = PlainWork()
    consumer = AIOKafkaConsumer(
        os.environ["FLIGHTPULSE_TOPIC"],
        bootstrap_servers=os.environ["FLIGHTPULSE_KAFKA_BOOTSTRAP"],
        group_id="plain-loop",
        enable_auto_commit=False,
        auto_offset_reset="earliest",
    )
    await consumer.start()
    print("ready", flush=True)
    try:
        while True:
            record = await consumer.getone()
            work.handle(record.value or b"", record.partition, record.offset)
            await consumer.commit({TopicPartition(record.topic, record.partition): record.offset + 1})
    finally:
        await consumer.stop()


if __name__ == "__main__":
    asyncio.run(main())
