"""What the stand-in for AWS does wrong, by operation: chosen by a seed, so a run can be had again."""

import random
import time
from collections import Counter
from typing import Any, Final

import msgspec

HANG_SECONDS: Final = 6.0
"""Longer than the consumer waits for an answer."""


class Fault(msgspec.Struct, frozen=True):
    """One way to fail. `operation` is AWS's name of it, `*` any; `rate` the share of calls from 0 to 1.

    `throttle`, `error` and `deny` refuse, `lose` carries out and cuts the connection, `hang` carries out when
    the caller has given up, `slow` after `seconds`, `down` cuts before anything is done, `partial` refuses
    single entries of PutEvents. `above` throttles what comes above `rate` calls a second.
    """

    operation: str
    kind: str
    rate: float = 1.0
    seconds: float = 0.0


class Fate(msgspec.Struct, frozen=True):
    """What becomes of one call."""

    kind: str = "well"
    seconds: float = 0.0


class Faults:
    """The faults of now, and how often each struck."""

    def __init__(self, seed: int = 7) -> None:
        self._random = random.Random(seed)
        self._now: list[Fault] = []
        self._buckets: dict[Fault, tuple[float, float]] = {}
        self.struck: Counter[str] = Counter()

    def become(self, body: bytes) -> None:
        """From here on these, a JSON list of faults, and no others."""
        self._now = msgspec.json.decode(body, type=list[Fault])

    def fate(self, operation: str) -> Fate:
        """Of one call of this operation; the first fault that strikes decides."""
        for fault in self._now:
            if fault.kind == "partial" or fault.operation not in (operation, "*"):
                continue
            if self._is_above(fault) if fault.kind == "above" else self._strikes(fault):
                self.struck[fault.kind] += 1
                return Fate("throttle" if fault.kind == "above" else fault.kind, fault.seconds)
        return Fate()

    def refuses_entry(self) -> bool:
        """Whether one entry of PutEvents is refused for now."""
        hit = any(fault.kind == "partial" and self._strikes(fault) for fault in self._now)
        self.struck["partial"] += hit
        return hit

    def _is_above(self, fault: Fault) -> bool:
        """A bucket that fills at the rate and holds what a second brings."""
        now = time.monotonic()
        left, at = self._buckets.get(fault, (fault.rate, now))
        left = min(fault.rate, left + (now - at) * fault.rate)
        is_above = left < 1
        self._buckets[fault] = (left if is_above else left - 1, now)
        return is_above

    def _strikes(self, fault: Fault) -> bool:
        return self._random.random() < fault.rate


def refusal(kind: str, operation: str) -> tuple[int, dict[str, Any]]:
    """Status and body of the answer to a call that is refused."""
    if kind == "error":
        return 500, {"__type": "aws#InternalServerError", "message": "something broke"}
    if kind == "deny":
        return 400, {"__type": "aws#AccessDeniedException", "message": "not yours"}
    code = "ThrottlingException" if operation == "PutEvents" else "ProvisionedThroughputExceededException"
    return 400, {"__type": f"aws#{code}", "message": "slower"}
