"""Reads the issuer's keys over HTTPS."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any, Final

from services.authorizer.encoding import json_object
from services.authorizer.errors import KeysUnavailable

SECONDS: Final = 3.0
"""Below the function's own time-out."""

_MOST_BYTES: Final = 1_000_000


class _StaysWhereItIs(urllib.request.HTTPRedirectHandler):
    """The keys are where the settings say, or nowhere: whoever redirects us could hand in their own."""

    def redirect_request(self, *_: Any) -> None:
        """Never anywhere else: a redirect is an error as any other status is."""


def reader(url: str) -> Callable[[], dict[str, Any]]:
    """A call that reads the document; it raises KeysUnavailable."""
    opener = urllib.request.build_opener(_StaysWhereItIs, urllib.request.ProxyHandler({}))

    def fetch() -> dict[str, Any]:
        try:
            with opener.open(url, timeout=SECONDS) as answer:
                content = answer.read(_MOST_BYTES + 1)
        except (OSError, urllib.error.URLError) as error:
            raise KeysUnavailable(f"the issuer's keys cannot be read: {type(error).__name__}") from error
        if len(content) > _MOST_BYTES:
            raise KeysUnavailable("the issuer's keys are longer than any set of keys")
        try:
            return json_object(content)
        except ValueError as error:
            raise KeysUnavailable("what the issuer answered is not JSON") from error

    return fetch
