"""The stream of one viewer: what the hub sends, a heartbeat where it sends nothing, an end with the token."""

import time
from collections.abc import AsyncGenerator, Callable

from services.api.live.frames import HEARTBEAT, HEARTBEAT_SECONDS, RETRY
from services.api.live.hub import Hub


async def chunks(
    hub: Hub,
    position: int | None,
    good_until: float | None,
    heartbeat_seconds: float = HEARTBEAT_SECONDS,
    now: Callable[[], float] = time.time,
) -> AsyncGenerator[bytes]:
    """Bytes to send, until the hub ends the stream or the token ends. The hub has to be ready."""
    subscription = hub.subscribe(position)
    try:
        yield RETRY
        while not subscription.ended:
            seconds = heartbeat_seconds
            if good_until is not None and (seconds := min(seconds, good_until - now())) <= 0:
                return
            chunk = await subscription.next(seconds)
            if chunk is not None:
                yield chunk
            elif seconds == heartbeat_seconds:
                yield HEARTBEAT
    finally:
        hub.leave(subscription)
