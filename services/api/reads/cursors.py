"""Page cursors: opaque, bound to their list, and no copy of a table key."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Final

from services.core.errors import Permanent

_MAC_BYTES: Final = 16
_MAX_LENGTH: Final = 400


class BadCursor(Permanent):
    """Not a cursor that this list gave out."""


@dataclass(frozen=True, slots=True)
class Position:
    """The last row of a page: its time and its id, both of which the row showed anyway."""

    at: str
    id: str


class Cursors:
    """Signs positions, so that none can be made up or carried over to another list."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def issue(self, of: str, position: Position) -> str:
        """The cursor that continues list `of` behind this position."""
        payload = json.dumps([position.at, position.id], separators=(",", ":")).encode()
        return urlsafe_b64encode(self._mac(of, payload) + payload).rstrip(b"=").decode()

    def read(self, of: str, cursor: str) -> Position:
        """The position in a cursor of list `of`. Raises BadCursor."""
        try:
            if len(cursor) > _MAX_LENGTH:
                raise ValueError
            raw = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        except ValueError as error:
            raise BadCursor("the cursor is not one of this server") from error
        mac, payload = raw[:_MAC_BYTES], raw[_MAC_BYTES:]
        if not hmac.compare_digest(mac, self._mac(of, payload)):
            raise BadCursor("the cursor was changed, or belongs to another list or another server")
        at, identity = json.loads(payload)
        return Position(at, identity)

    def _mac(self, of: str, payload: bytes) -> bytes:
        return hmac.digest(self._secret, of.encode() + b"\0" + payload, "sha256")[:_MAC_BYTES]
