"""What only the one who played a day can say of it; all else is read back."""

from collections.abc import Sequence
from dataclasses import dataclass

from local.replay.faults import FaultyStream


@dataclass(frozen=True, slots=True)
class Played:
    """`started` is by time.monotonic, `since` is when the replay began, in epoch milliseconds.

    `stream` is what was sent, faults and all.
    """

    stream: FaultyStream
    started: float
    since: int
    milliseconds_to_table: Sequence[float]
    first_message_seconds: float | None
    peak_megabytes: int
    model_calls: int
