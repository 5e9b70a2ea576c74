"""The members of the consumer's group, as they last said how they stand."""

from collections.abc import Sequence
from typing import Final

from services.api.ports import Query, Table
from services.core.table import keys
from services.core.table.member_item import GROUP, Member, member_of

_MOST: Final = 200


class Members:
    """Read now and then by one Query; there are a few."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self.known: Sequence[Member] = ()

    async def read(self) -> None:
        """Raises AwsError."""
        rows = await self._table.page(Query(keys.members_pk(GROUP), _MOST))
        self.known = [member_of(item) for item in rows.items]
