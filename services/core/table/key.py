"""The shape of every key of the table; what stands in them is in keys.py."""

from typing import NamedTuple


class Key(NamedTuple):
    """A primary key, or the key of an index entry."""

    pk: str
    sk: str

    def primary(self) -> dict[str, str]:
        """As attributes of an item."""
        return {"PK": self.pk, "SK": self.sk}

    def gsi1(self) -> dict[str, str]:
        """As an entry of the first index."""
        return {"GSI1PK": self.pk, "GSI1SK": self.sk}

    def gsi2(self) -> dict[str, str]:
        """As an entry of the second index."""
        return {"GSI2PK": self.pk, "GSI2SK": self.sk}
