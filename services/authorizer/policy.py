"""The answer to API Gateway: may this caller use this route?"""

from __future__ import annotations

import re
from typing import Any

from services.authorizer.claims import Caller
from services.authorizer.errors import Refused

_ARN = re.compile(r"arn:[a-z-]+:execute-api:[a-z0-9-]+:\d{12}:[a-z0-9]+/[A-Za-z0-9_-]+/")


def policy(caller: Caller, needed: str | None, route: str, method_arn: str) -> dict[str, Any]:
    """`needed` is the route's scope, None for a route that is not in the table: nobody may.

    The statement is on every request of the method and route, since the gateway keeps it for both and the
    token (its identity sources). Kept under the token alone, it would decide on routes with other scopes.
    """
    may = needed is not None and needed in caller.scopes
    statement = {
        "Action": "execute-api:Invoke",
        "Effect": "Allow" if may else "Deny",
        "Resource": _resource(route, method_arn),
    }
    return {
        "principalId": caller.subject,
        "policyDocument": {"Version": "2012-10-17", "Statement": [statement]},
        # For the access log; the subject may be a person.
        "context": {"client": caller.client},
    }


def _resource(route: str, method_arn: str) -> str:
    """`GET /v1/flights/{key}` as `arn.../stage/GET/v1/flights/*`."""
    stage = _ARN.match(method_arn)
    if stage is None:
        raise Refused("the request is of no stage of an API")
    method, _, template = route.partition(" ")
    return f"{stage.group()}{method}{re.sub(r'{[^}]*}', '*', template)}"
