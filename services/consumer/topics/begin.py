"""Where the group begins: an offset by name for each partition, so that none is found by chance."""

from typing import Protocol

from aiokafka import TopicPartition

from services.core.contracts.topics import OPERATIONS, RAW, topics

EARLIEST = "earliest"


class GroupClient(Protocol):
    """What is used of aiokafka's consumer, with partitions assigned by hand."""

    async def committed(self, partition: TopicPartition) -> int | None: ...

    async def beginning_offsets(self, partitions: list[TopicPartition]) -> dict[TopicPartition, int]: ...

    async def end_offsets(self, partitions: list[TopicPartition]) -> dict[TopicPartition, int]: ...

    async def commit(self, offsets: dict[TopicPartition, int]) -> None: ...

    def assign(self, partitions: list[TopicPartition]) -> None: ...


def read_by_the_group(operations_partitions: int) -> list[TopicPartition]:
    """Every partition of the topics that the consumer reads."""
    return [
        TopicPartition(topic.name, number)
        for topic in topics(operations_partitions)
        if topic.name in (OPERATIONS, RAW)
        for number in range(topic.partitions)
    ]


async def begin_group(
    client: GroupClient, partitions: list[TopicPartition], begin_at: str
) -> dict[TopicPartition, int]:
    """Commits a beginning for every partition that has none, and returns what it committed.

    A partition that the group has an offset of is left alone: this never moves a group that has worked.
    """
    client.assign(partitions)
    new = [partition for partition in partitions if await client.committed(partition) is None]
    if not new:
        return {}
    offsets = await (client.beginning_offsets(new) if begin_at == EARLIEST else client.end_offsets(new))
    await client.commit(offsets)
    return offsets
