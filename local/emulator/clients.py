"""boto3 clients for the embedded AWS, deaf to the profile and the endpoints of the user's own AWS set-up."""

import os
from functools import cache
from typing import Any

import boto3
import botocore.session
import urllib3
from botocore.config import Config

from local.emulator.environment import ACCESS_KEY, REGION
from services.core.awsio.blocking.first_try import FirstTry

# Variable name, environment name, default, converter: no environment name means that none is read.
DEAF = {
    "profile": (None, None, None, None),
    "config_file": (None, None, os.devnull, None),
    "credentials_file": (None, None, os.devnull, None),
}
CONNECT_SECONDS = 2
READ_SECONDS = 60
CONFIG = Config(
    retries={"mode": "standard", "total_max_attempts": 2},
    connect_timeout=CONNECT_SECONDS,
    read_timeout=READ_SECONDS,
    s3={"addressing_style": "path"},
)


@cache
def local_client(endpoint: str, service: str) -> Any:
    """The client of one AWS service at the emulator's endpoint; `Any`, as the service is chosen at run time.

    One for all threads: clients are safe to share, and making one takes some 50 ms.
    """
    create: Any = _session().client
    return create(service, endpoint_url=endpoint, config=CONFIG)


@cache
def quick_table_client(endpoint: str) -> Any:
    """The client of DynamoDB for who asks it thousands of times: it goes round boto3 where it can."""
    timeout = urllib3.Timeout(CONNECT_SECONDS, READ_SECONDS)
    return FirstTry(local_client(endpoint, "dynamodb"), _session().get_credentials(), timeout, None)


def _session() -> boto3.session.Session:
    return boto3.session.Session(
        aws_access_key_id=ACCESS_KEY,
        aws_secret_access_key=ACCESS_KEY,
        region_name=REGION,
        botocore_session=botocore.session.Session(session_vars=DEAF),
    )
