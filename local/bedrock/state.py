"""What the stand-in counts and remembers, and the behaviour it was told to have."""

import threading
from collections import Counter, deque
from typing import Any

from local.bedrock.modes import Mode, mode_of_model

REMEMBERED_REQUESTS = 2000
SLOW_SECONDS = 6.0


class State:
    """Shared by the server's threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_mode: Counter[str] = Counter()
        self._requests: deque[dict[str, Any]] = deque(maxlen=REMEMBERED_REQUESTS)
        self._forced: Mode | None = None
        self._forced_calls: int | None = None
        self.slow_seconds = SLOW_SECONDS

    def force(self, mode: Mode | None, calls: int | None, slow_seconds: float) -> None:
        """Behave so whatever the model id says, for this many calls (None: until told otherwise)."""
        with self._lock:
            self._forced, self._forced_calls, self.slow_seconds = mode, calls, slow_seconds

    def next_mode(self, model_id: str, body: str) -> Mode:
        """Count and remember one call; returns the behaviour for it."""
        with self._lock:
            mode = self._forced or mode_of_model(model_id)
            if self._forced is not None and self._forced_calls is not None:
                self._forced_calls -= 1
                if self._forced_calls <= 0:
                    self._forced = None
            self._by_mode[mode.value] += 1
            self._requests.append({"modelId": model_id, "mode": mode.value, "body": body})
            return mode

    def stats(self) -> dict[str, Any]:
        """Calls in all and by behaviour."""
        with self._lock:
            return {"calls": self._by_mode.total(), "byMode": dict(self._by_mode)}

    def requests(self) -> list[dict[str, Any]]:
        """The latest requests as they came."""
        with self._lock:
            return list(self._requests)

    def reset(self) -> None:
        """Forget everything."""
        with self._lock:
            self._by_mode.clear()
            self._requests.clear()
            self._forced, self._forced_calls, self.slow_seconds = None, None, SLOW_SECONDS
