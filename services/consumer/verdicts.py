"""What an error code of one PutEvents entry means."""

from enum import Enum
from typing import Final


class Verdict(Enum):
    """Send it again, give up on this entry, or give up on everything until someone acts."""

    AGAIN = "again"
    ENTRY_REFUSED = "entry_refused"
    ALL_REFUSED = "all_refused"


_ENTRY: Final = frozenset(
    {"InvalidArgument", "InvalidJson", "MalformedDetail", "ValidationException", "EntrySizeExceeded"}
)
_ALL: Final = (
    "AccessDenied",
    "NotAuthorized",
    "ResourceNotFound",
    "UnrecognizedClient",
    "InvalidAccountId",
    "AuthorizationError",
)


def verdict_of(code: str) -> Verdict:
    """An unknown code is sent again: only a refusal that is certain may give up an entry."""
    if code in _ENTRY:
        return Verdict.ENTRY_REFUSED
    return Verdict.ALL_REFUSED if code.startswith(_ALL) else Verdict.AGAIN
