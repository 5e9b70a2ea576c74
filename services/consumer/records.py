"""A Kafka record as the consumer handles it, free of the client library."""

from typing import NamedTuple

import msgspec


class Partition(NamedTuple):
    """One partition of one topic."""

    topic: str
    number: int


class Record(msgspec.Struct, frozen=True):
    """One received record; `value` is None for a tombstone, `timestamp` is epoch milliseconds."""

    partition: Partition
    offset: int
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...] = ()
    timestamp: int = 0

    @property
    def size(self) -> int:
        """Bytes of key, value and headers: what the record holds in memory."""
        size = len(self.key or b"") + len(self.value or b"")
        for name, value in self.headers:
            size += len(name) + len(value or b"")
        return size

    @property
    def where(self) -> str:
        """`topic/partition/offset`, for log lines."""
        return f"{self.partition.topic}/{self.partition.number}/{self.offset}"

    def header(self, name: str) -> str | None:
        """The first header of this name as text, or None when it is absent or not UTF-8."""
        for key, value in self.headers:
            if key == name:
                try:
                    return value.decode()
                except (UnicodeDecodeError, AttributeError):
                    return None
        return None
