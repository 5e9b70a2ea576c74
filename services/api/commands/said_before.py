"""What an Idempotency-Key stands for, in every process and over restarts, for three days."""

import hashlib
import json
from typing import Any, Final

from services.api.commands.idempotency import KeyReused
from services.api.ports import Table, Writes
from services.core.clock import Clock, epoch_seconds, wall_deadline
from services.core.table import keys

KEPT_SECONDS: Final = 72 * 3600


class SaidBefore:
    """Remembers what was asked under a key, not that it was carried out: who repeats it carries it out again.

    That is for requests whose repeat does no harm by itself, since they make the same ids.
    """

    def __init__(self, table: Table, writes: Writes, wall: Clock) -> None:
        self._table = table
        self._writes = writes
        self._wall = wall

    async def same(self, scope: str, key: str, request: Any) -> None:
        """Raises KeyReused when the key stands for another request, AwsError when that is not known."""
        said = hashlib.sha256(json.dumps(request, sort_keys=True).encode()).hexdigest()
        marker = keys.idempotency(scope, hashlib.sha256(key.encode()).hexdigest())
        expires_at = epoch_seconds(wall_deadline(self._wall, KEPT_SECONDS))
        item = {**marker.primary(), "type": "idempotency", "said": said, "expiresAt": expires_at}
        if await self._writes.put_new(item):
            return
        known = await self._table.get(marker, consistent=True)
        if known is not None and known["said"] != said:  # None: it has just expired
            raise KeyReused("the Idempotency-Key stands for another request")
