"""boto3 clients whose time-outs and retries end well before a Lambda's own time-out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import boto3
import urllib3
from botocore.config import Config

from services.core.awsio.blocking.first_try import FirstTry, goes_straight

CONNECT_SECONDS: Final = 1.0
READ_SECONDS: Final = 5.0
ATTEMPTS: Final = 3
"""At worst 3 x (1 + 5) s and the pauses between for one call; a Lambda has 60 s."""


def client(service: str, *, read_seconds: float = READ_SECONDS, attempts: int = ATTEMPTS) -> Any:
    """A client of this service. Region, endpoint and credentials are botocore's own business."""
    # One name for every service: the typed overloads want a literal for each.
    make: Callable[..., Any] = boto3.client
    return make(
        service,
        config=Config(
            connect_timeout=CONNECT_SECONDS,
            read_timeout=read_seconds,
            retries={"total_max_attempts": attempts, "mode": "standard"},
            tcp_keepalive=True,
            # What we send is typed and tested, and the service looks at it again.
            parameter_validation=False,
        ),
    )


def quick_client(service: str) -> Any:
    """Like `client`, of a service that speaks JSON: a call that goes well takes a fourth of the time.

    One that does not is tried once more often than there: 4 x (1 + 5) s at worst.
    """
    careful = client(service)
    session = boto3.DEFAULT_SESSION or boto3.session.Session()
    credentials = session.get_credentials()
    if credentials is None or not goes_straight(careful):
        return careful
    bundle = session._session.get_config_variable("ca_bundle")  # boto3 has no name for it
    return FirstTry(careful, credentials, urllib3.Timeout(CONNECT_SECONDS, READ_SECONDS), bundle)
