"""How many streams are open, in all and by one caller."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from services.api import problems
from services.api.auth.principal import Principal
from services.api.problems import Problem, try_again

MOST: Final = 2_000
"""Of one process: each takes a connection, some 20 KiB, and what waits for it."""

MOST_OF_CALLER: Final = 50


class Viewers:
    """A developer without a token has no limit of their own: all are the same developer."""

    def __init__(self, most: int = MOST, most_of_caller: int = MOST_OF_CALLER) -> None:
        self._most = most
        self._most_of_caller = most_of_caller
        self._open: Counter[str] = Counter()

    def check(self, caller: Principal) -> None:
        """Raises Problem when there is no room for another one."""
        if self._open.total() >= self._most:
            raise try_again("too many streams are open here", after_seconds=5)
        if caller.good_until is not None and self._open[caller.subject] >= self._most_of_caller:
            raise Problem(
                problems.TOO_MANY,
                f"this caller has {self._most_of_caller} streams open",
                "an end of another stream before",
                headers={"Retry-After": "5"},
            )

    @contextmanager
    def seat(self, caller: Principal) -> Iterator[None]:
        """Count a stream while it is open."""
        self._open[caller.subject] += 1
        try:
            yield
        finally:
            self._open[caller.subject] -= 1
            if not self._open[caller.subject]:
                del self._open[caller.subject]
