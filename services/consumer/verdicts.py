"""What an error code of the bus or of the table means for the entry or the item that met it."""

from enum import Enum
from typing import Final


class Verdict(Enum):
    """Send it again, give up on this entry, or give up on everything until someone acts."""

    AGAIN = "again"
    ENTRY_REFUSED = "entry_refused"
    ALL_REFUSED = "all_refused"


_TOO_LARGE: Final = frozenset({"Http413", "RequestEntityTooLarge", "RequestEntityTooLargeException"})
_ENTRY: Final = _TOO_LARGE | {
    "EntrySizeExceeded",
    "InvalidArgument",
    "InvalidJson",
    "MalformedDetail",
    "PutEventsRequestEntryTooLargeException",
    "ValidationException",
}
_ALL: Final = (
    "AccessDenied",
    "NotAuthorized",
    "ResourceNotFound",
    "UnrecognizedClient",
    "InvalidAccountId",
    "AuthorizationError",
)


_ITEM: Final = _TOO_LARGE | {
    "ItemCollectionSizeLimitExceeded",
    "ItemCollectionSizeLimitExceededException",
    "SerializationException",
    "ValidationError",
    "ValidationException",
}
"""With and without the ending: a statement of a PartiQL batch names its error without it."""


def verdict_of(code: str) -> Verdict:
    """An unknown code is sent again: only a refusal that is certain may give up an entry."""
    if code in _ENTRY:
        return Verdict.ENTRY_REFUSED
    return Verdict.ALL_REFUSED if code.startswith(_ALL) else Verdict.AGAIN


def refuses_item(code: str) -> bool:
    """Whether the table refused an item for what it is; with any other code it is sent again."""
    return code in _ITEM
