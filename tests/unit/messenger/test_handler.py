"""The Lambda's entry."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from services.core.contracts.warm_up import WARM_UP
from services.messenger import handler


class Messenger:
    """Remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[object] = []

    def deliver(self, payload: object, seconds_left: Callable[[], float]) -> dict[str, Any]:
        self.asked.append((payload, seconds_left()))
        return {"told": 1}


class Context:
    """Half a minute is left."""

    def get_remaining_time_in_millis(self) -> int:
        return 30_000


@pytest.fixture
def messengers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Messenger]]:
    """Those that were made."""
    made: list[Messenger] = []

    def make() -> Messenger:
        made.append(Messenger())
        return made[-1]

    monkeypatch.setattr("services.messenger.bootstrap.messenger", make)
    monkeypatch.setattr(handler, "log_json", lambda _service: None)
    handler._messenger.cache_clear()
    yield made
    handler._messenger.cache_clear()


def test_a_warm_up_makes_what_a_process_makes_once_and_asks_for_nothing(messengers: list[Messenger]) -> None:
    assert handler.handle(dict(WARM_UP), Context()) == {}
    assert [messenger.asked for messenger in messengers] == [[]]

    batch = {"kind": "batch"}
    assert handler.handle(batch, Context()) == {"told": 1}
    assert [messenger.asked for messenger in messengers] == [[(batch, 30.0)]]
