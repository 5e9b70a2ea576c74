"""What every lane works with, put together once by the composition root."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from services.consumer.fold import Arrival
from services.consumer.metrics import Metrics
from services.consumer.ports import Bus, Checkpoint, DeadLetters, Store
from services.consumer.retry import Backoff
from services.consumer.tracing import Traces
from services.core.clock import Instant


@dataclass(frozen=True, slots=True)
class Tools:
    """`as_of` gives the business time of a fold; `slots` bounds the lanes that work at one time.

    `traces` is None while tracing is off.
    """

    store: Store
    bus: Bus
    dead_letters: DeadLetters
    metrics: Metrics
    as_of: Callable[[Sequence[Arrival]], Instant]
    checkpoint: Checkpoint
    slots: asyncio.Semaphore
    backoff: Callable[[], Backoff]
    handler_attempts: int
    traces: Traces | None = None
