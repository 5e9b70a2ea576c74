"""boto3 clients of the account that the caller is signed in to."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import boto3


def client(service: str, region: str | None = None) -> Any:
    """Credentials and endpoint are botocore's own business; of AWS_REGION it knows nothing."""
    # One name for every service: the typed overloads want a literal for each.
    make: Callable[..., Any] = boto3.client
    return make(service, region_name=region or os.environ.get("AWS_REGION") or None)
