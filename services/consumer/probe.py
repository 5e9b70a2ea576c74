"""A look at the brokers with a fresh client outside the group: what does it see that ours does not?"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from typing import Final

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from services.consumer.errors import Unavailable
from services.consumer.kafka_in import stop_client
from services.consumer.records import Partition

SECONDS: Final = 10.0
READ_MS: Final = 2_000
STOP_SECONDS: Final = 5.0


class Probe:
    """Each look connects anew, so that it shares no fault with the client that is looked after."""

    def __init__(self, make_reader: Callable[[], AIOKafkaConsumer], seconds: float = SECONDS) -> None:
        self._make_reader = make_reader
        self._seconds = seconds

    async def finds_any(self, positions: Mapping[Partition, int]) -> bool:
        """Whether any partition has a record at its position or behind it.

        Not the end of the log: markers of transactions lie there as well, which nobody is given.
        Raises Unavailable, also for an offset that is out of range, where ours cannot read either.
        """
        if not positions:
            return False
        async with self._reader() as reader:
            wanted = {TopicPartition(*one): at for one, at in positions.items()}
            reader.assign(list(wanted))
            for where, offset in wanted.items():
                reader.seek(where, offset)
            return bool(await reader.getmany(timeout_ms=READ_MS))

    async def missing(self, topics: Iterable[str]) -> list[str]:
        """Those that the brokers do not know. Raises Unavailable, also when they know no topic at all."""
        async with self._reader() as reader:
            known = await reader.topics()
        if not known:
            raise Unavailable("the brokers name no topic at all")
        return [topic for topic in topics if topic not in known]

    @asynccontextmanager
    async def _reader(self) -> AsyncIterator[AIOKafkaConsumer]:
        reader = self._make_reader()
        try:
            async with asyncio.timeout(self._seconds):
                await reader.start()
                yield reader
        except (TimeoutError, KafkaError) as error:
            raise Unavailable(f"the brokers do not answer: {error!r}") from error
        finally:
            await stop_client(reader, STOP_SECONDS)
