"""Breaks a batch where the broker keeps it: one bit of a record, in the file, while the broker is down."""

import io
import struct
import tarfile
from dataclasses import dataclass

from tests.integration.containers.kafka_broker import DATA, KafkaBroker

_LENGTH_AT, _DELTA_AT, _RECORDS_AT = 8, 23, 61
"""Of a batch of version 2: its length behind it, the last offset in it less the first, its first record."""


@dataclass(frozen=True, slots=True)
class Rotten:
    """The batch: its offsets, both included, and its bytes as they now are."""

    first: int
    last: int
    data: bytes


def rot(broker: KafkaBroker, topic: str, partition: int, offset: int) -> Rotten:
    """Break the batch of this offset. The broker is stopped, and in good order, or it would check its log."""
    path = f"{DATA}/{topic}-{partition}/00000000000000000000.log"
    container = broker.get_wrapped_container()
    stream, _ = container.get_archive(path)
    with tarfile.open(fileobj=io.BytesIO(b"".join(stream))) as archive:
        (member,) = archive.getmembers()
        file = archive.extractfile(member)
        assert file is not None
        log = bytearray(file.read())
    at, rotten = _batch_of(bytes(log), offset)
    log[at : at + len(rotten.data)] = rotten.data
    changed = io.BytesIO()
    with tarfile.open(fileobj=changed, mode="w") as archive:
        member.size = len(log)
        archive.addfile(member, io.BytesIO(bytes(log)))
    assert container.put_archive(path.rpartition("/")[0], changed.getvalue())
    return rotten


def _batch_of(log: bytes, offset: int) -> tuple[int, Rotten]:
    at = 0
    while at < len(log):
        first, length = struct.unpack_from(">qi", log, at)
        (delta,) = struct.unpack_from(">i", log, at + _DELTA_AT)
        end = at + _LENGTH_AT + 4 + length
        if first <= offset <= first + delta:
            data = bytearray(log[at:end])
            data[(_RECORDS_AT + len(data)) // 2] ^= 0x01
            return at, Rotten(first, first + delta, bytes(data))
        at = end
    raise AssertionError(f"no batch of offset {offset} in {len(log)} bytes")
