"""What the gateway itself answers when it lets nobody in: problem+json like the API's own errors."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """`status` None: whatever the gateway chose."""

    slug: str
    title: str
    status: int | None = None

    @property
    def template(self) -> str:
        """The body; the request's id takes the place of the correlation id that it never got."""
        body: dict[str, object] = {"type": f"urn:flightpulse:problem:{self.slug}", "title": self.title}
        if self.status:
            body["status"] = self.status
        return json.dumps(body | {"correlationId": "$context.requestId"})


PROBLEMS = {
    "UNAUTHORIZED": Problem("not-signed-in", "A valid token is needed", 401),
    "ACCESS_DENIED": Problem("not-allowed", "The token does not allow this", 403),
    "INVALID_API_KEY": Problem("not-allowed", "The token does not allow this", 403),
    "MISSING_AUTHENTICATION_TOKEN": Problem("no-such-resource", "Nothing is here", 404),
    "AUTHORIZER_FAILURE": Problem("unavailable", "Not possible at this moment", 503),
    "THROTTLED": Problem("too-many-requests", "Too many requests; the same one again, later", 429),
    "WAF_FILTERED": Problem("not-allowed", "The request was refused", 403),
    "INTEGRATION_TIMEOUT": Problem("unavailable", "Not possible at this moment", 504),
    "INTEGRATION_FAILURE": Problem("unavailable", "Not possible at this moment", 503),
    "DEFAULT_4XX": Problem("malformed-request", "The request is malformed"),
    "DEFAULT_5XX": Problem("internal-error", "Something is broken here"),
}
"""By the gateway's own name of the case."""
