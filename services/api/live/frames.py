"""Frames of server-sent events (WHATWG HTML, 9.2), as bytes that every viewer shares."""

from typing import Any, Final

import msgspec

HEARTBEAT_SECONDS: Final = 15.0
HEARTBEAT: Final = b": heartbeat\n\n"
RETRY: Final = b"retry: 2000\n\n"
"""How long a browser's own EventSource waits before it comes again, in milliseconds."""


def frame(event: str, data: Any, position: str | None = None) -> bytes:
    """One event; JSON holds no line break of its own. With a position its reader can go on from there."""
    identity = b"" if position is None else b"id: %s\n" % position.encode()
    return b"%sevent: %s\ndata: %s\n\n" % (identity, event.encode(), msgspec.json.encode(data))
