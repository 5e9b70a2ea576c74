"""Checks on the raw bytes, before any decoder sees them."""

from typing import Final

from services.core.errors import InvalidEvent

SIZE_LIMIT: Final = 256 * 1024
"""Bytes of a record's value: what EventBridge takes in one entry, and far above any honest event."""

_REGISTRY_MAGIC: Final = b"\x00"
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


def check_value(value: bytes) -> None:
    """Raises InvalidEvent: empty_value, oversized, schema_registry_framing or decode."""
    if not value:
        raise InvalidEvent("empty_value", "the value is empty; a tombstone has no value at all")
    if len(value) > SIZE_LIMIT:
        raise InvalidEvent("oversized", f"{len(value)} bytes; the limit is {SIZE_LIMIT}")
    if value.startswith(_REGISTRY_MAGIC):
        raise InvalidEvent(
            "schema_registry_framing",
            "the value starts with a schema registry's magic byte; right is plain JSON",
        )
    if value.startswith(_BYTE_ORDER_MARK):
        raise InvalidEvent("decode", "the value starts with a byte order mark; JSON has none")
