"""The authorizer's Lambda entry: API Gateway asks before it lets a request in."""

from __future__ import annotations

import functools
import logging
from typing import Any

from services.authorizer import bootstrap
from services.authorizer.authorizer import Authorizer
from services.authorizer.errors import Refused
from services.core.observability import log_json

_LOG = logging.getLogger(__name__)


# Its name is what the alarm leaves out of its count.
class NotSignedIn(Exception):
    """API Gateway answers 401 to an error with exactly the text `Unauthorized`, and 500 to any other."""

    def __init__(self) -> None:
        super().__init__("Unauthorized")


@functools.cache
def _authorizer() -> Authorizer:
    log_json("authorizer")
    return bootstrap.authorizer()


def handle(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """The policy. Raises NotSignedIn for a bad token; KeysUnavailable becomes a 503 of the gateway."""
    authorizer = _authorizer()
    try:
        return authorizer.decide(event)
    except Refused as error:
        _LOG.info("refused", extra={"fields": {"reason": str(error)}})
        raise NotSignedIn from None
