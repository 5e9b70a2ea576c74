"""Knows whether what the emulator had in memory is on its volume."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from local.emulator.server import Application

MARK = "not-saved"
TABLES = "dynamodb.json"
Message = dict[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]


class SaveMark:
    """A file beside the state for as long as the emulator serves; it goes when the tables were saved."""

    def __init__(self, state: Path) -> None:
        self._tables = state / TABLES
        self._mark = state.parent / MARK

    def is_unsaved(self) -> bool:
        """Whether the emulator serves, or was killed while it did."""
        return self._mark.exists()

    def around(self, app: Application) -> Application:
        """The application, with its start and its end marked."""

        async def marked(scope: Message, receive: Receive, send: Send) -> None:
            async def tell(message: Message) -> None:
                self._note(message["type"])
                await send(message)

            await app(scope, receive, tell if scope["type"] == "lifespan" else send)

        return marked

    def _note(self, kind: str) -> None:
        if kind == "lifespan.startup.complete":
            self._mark.touch()
        elif kind == "lifespan.shutdown.complete" and self._were_saved():
            self._mark.unlink()

    def _were_saved(self) -> bool:
        # ministack only logs that a file could not be written. Both times are the file system's.
        return self._tables.exists() and self._tables.stat().st_mtime_ns >= self._mark.stat().st_mtime_ns
