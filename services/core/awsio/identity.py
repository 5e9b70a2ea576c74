"""Credentials as botocore finds them, refreshed in a thread so that no lane waits for metadata."""

import asyncio
import time
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError

from services.core.awsio.errors import AccessDenied, CredentialsExpired
from services.core.awsio.sign import Credentials

if TYPE_CHECKING:
    from botocore.session import Session

# botocore's own test of "refresh needed" parses dates; once a second is often enough for it.
_CHECK_EVERY_SECONDS = 1.0
# Below this remaining life the old credentials are no longer handed out while a refresh runs.
_MUST_REFRESH_SECONDS = 60


class Identity:
    """Hands out the current credentials; refreshes ahead of expiry without delaying callers."""

    def __init__(self, session: "Session") -> None:
        self._session = session
        self._source: Any = None
        self._current: Credentials | None = None
        self._fresh_until = 0.0
        self._reload = False
        self._refresh: asyncio.Task[Credentials] | None = None

    async def credentials(self) -> Credentials:
        """The credentials to sign with now.

        Raises AccessDenied when botocore's chain finds none, CredentialsExpired when a needed
        refresh failed.
        """
        current = self._current
        if current is not None and time.monotonic() < self._fresh_until:
            return current
        if current is None or self._expired(_MUST_REFRESH_SECONDS):
            return await asyncio.shield(self._refreshing())
        if self._expired(None):
            self._refreshing()
        self._fresh_until = time.monotonic() + _CHECK_EVERY_SECONDS
        return current

    def forget(self) -> None:
        """Drop what the service called expired, so that the next call asks botocore again."""
        self._current = None
        self._source = None
        self._reload = True

    async def close(self) -> None:
        """Wait for a running refresh, so that no task outlives its loop."""
        if self._refresh is not None:
            await asyncio.gather(self._refresh, return_exceptions=True)

    def _expired(self, within_seconds: int | None) -> bool:
        refresh_needed = getattr(self._source, "refresh_needed", None)
        return refresh_needed is not None and bool(refresh_needed(within_seconds))

    def _refreshing(self) -> asyncio.Task[Credentials]:
        if self._refresh is None or self._refresh.done():
            self._refresh = asyncio.create_task(self._load(), name="aws-credentials")
            self._refresh.add_done_callback(_retrieve)
        return self._refresh

    async def _load(self) -> Credentials:
        try:
            source, current = await asyncio.to_thread(self._ask)
        except BotoCoreError as error:
            raise CredentialsExpired("CredentialRetrievalError", str(error)) from error
        self._source, self._current, self._reload = source, current, False
        self._fresh_until = time.monotonic() + _CHECK_EVERY_SECONDS
        return current

    def _ask(self) -> tuple[Any, Credentials]:
        source = self._source or self._find()
        if source is None:
            raise AccessDenied("NoCredentials", "botocore found none: set a role, AWS_PROFILE or a key pair")
        frozen = source.get_frozen_credentials()
        if not (frozen.access_key and frozen.secret_key):
            raise AccessDenied("NoCredentials", "the credentials that botocore found are incomplete")
        return source, Credentials(frozen.access_key, frozen.secret_key, frozen.token or None)

    def _find(self) -> Any:
        # get_credentials() keeps its first find for ever; after `forget` the chain is walked again.
        if self._reload:
            chain = self._session.get_component("credential_provider")
            return chain.load_credentials() or self._session.get_credentials()
        return self._session.get_credentials()


def _retrieve(task: asyncio.Task[Credentials]) -> None:
    """Mark a background refresh's error as seen: botocore logged it, the next caller meets it again."""
    if not task.cancelled():
        task.exception()
