"""What AWS answered, or failed to answer, as types that say whether trying again can help.

Two of them leave the outcome open: after `Timeout` and `ConnectionLost` the request may have been
carried out. The client never repeats such a call by itself; the caller knows whether it may.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from services.core.errors import FlightPulseError, Permanent, Retryable

Item = Mapping[str, Any]


class AwsError(FlightPulseError):
    """One failed call. `item` is the stored item that a failed condition returned, if asked for."""

    def __init__(
        self,
        code: str,
        message: str = "",
        status: int = 0,
        request_id: str = "",
        item: Item | None = None,
        reasons: Sequence[Item] = (),
    ) -> None:
        super().__init__(f"{code}: {message}" if message else code)
        self.code = code
        self.message = message
        self.status = status
        self.request_id = request_id
        self.item = item
        self.reasons = tuple(reasons)


class Throttled(AwsError, Retryable):
    """Refused for now: over a limit of AWS, or still waiting for our own limiter at the deadline."""


class ServerFault(AwsError, Retryable):
    """A 5xx, a server that gave up, or a refusal without a code: no judgement of the request.

    A write may have been carried out.
    """


class Timeout(AwsError, Retryable):
    """No answer within the time allowed: the outcome is unknown."""


class ConnectionLost(AwsError, Retryable):
    """No (intact) answer arrived: the outcome is unknown."""


class Conflict(AwsError, Retryable):
    """A transaction met another one on the same item and was cancelled."""


class CredentialsExpired(AwsError, Retryable):
    """The credentials ran out and a refresh did not help yet."""


class ConditionFailed(AwsError, Permanent):
    """The condition of a write did not hold: a normal outcome, decided by the caller."""


class AccessDenied(AwsError, Permanent):
    """This identity may not do this, or there is no identity."""


class NotFound(AwsError, Permanent):
    """No such table, bus, secret or function."""


class Invalid(AwsError, Permanent):
    """The request (or the answer) is not acceptable as it is; repeating it cannot help."""
