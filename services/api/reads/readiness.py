"""Whether requests can be served now: each dependency is asked, within a time of its own."""

import asyncio
import logging
from collections.abc import Awaitable, Mapping
from typing import Final

from services.api.ports import EventLog, Table
from services.core.errors import FlightPulseError
from services.core.table import keys

_LOGGER = logging.getLogger(__name__)
LIMIT_SECONDS: Final = 1.0


class Readiness:
    """Asks the table and the broker, both at once."""

    def __init__(self, table: Table, log: EventLog, limit_seconds: float = LIMIT_SECONDS) -> None:
        self._table = table
        self._log = log
        self._limit = limit_seconds

    async def check(self) -> Mapping[str, bool]:
        """By dependency, whether it answered in time."""
        table, broker = await asyncio.gather(
            self._answers("table", self._table_answers()), self._answers("broker", self._log.reachable())
        )
        return {"table": table, "broker": broker}

    async def _table_answers(self) -> bool:
        await self._table.get(keys.flight_state("readiness"))
        return True

    async def _answers(self, name: str, probe: Awaitable[bool]) -> bool:
        try:
            async with asyncio.timeout(self._limit):
                return await probe
        except (TimeoutError, FlightPulseError) as error:
            fields = {"dependency": name, "error": type(error).__name__}
            _LOGGER.warning("a dependency is not ready", extra={"fields": fields})
            return False
