"""Whether every compression that a producer may choose can be read here."""

from collections.abc import Callable, Mapping
from typing import Final

from aiokafka import codec

from services.consumer.errors import CannotStart

Codec = tuple[Callable[[bytes], bytes], Callable[[bytes], bytes]]

CODECS: Final[Mapping[str, Codec]] = {
    "gzip": (codec.gzip_encode, codec.gzip_decode),
    "snappy": (codec.snappy_encode, codec.snappy_decode),
    "lz4": (codec.lz4_encode, codec.lz4_decode),
    "zstd": (codec.zstd_encode, codec.zstd_decode),
}
_PROBE: Final = b"flight-operations " * 8


def require_codecs(codecs: Mapping[str, Codec] = CODECS) -> None:
    """Raises CannotStart: found out at a fetch, a codec that is missing would stop a partition for ever."""
    for name, (encode, decode) in codecs.items():
        try:
            same = bytes(decode(encode(_PROBE))) == _PROBE
        except Exception as error:
            raise CannotStart(
                f"records compressed with {name} cannot be read here ({error!r}): install the packages of"
                " requirements/consumer.txt"
            ) from error
        if not same:
            raise CannotStart(f"{name} does not give back what it was given: install the packages anew")
