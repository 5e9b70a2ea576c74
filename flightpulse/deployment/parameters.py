"""Encrypted parameters."""

from __future__ import annotations

import re
from typing import Any

from flightpulse.deployment.clients import client
from flightpulse.errors import UsageProblem

_MODEL = re.compile(r"[a-z]+(\.[a-z0-9-]+)+(:[0-9]+)?|off")
ENCRYPTED = "SecureString"


def model_problem(value: str) -> str | None:
    """What is wrong with a value for the model, None when nothing is."""
    if _MODEL.fullmatch(value):
        return None
    return (
        f"{value!r} is no Bedrock model or inference profile; right is us.anthropic.claude-haiku-5-5, or: off"
    )


def put_encrypted(name: str, value: str, *, key: str | None, region: str | None) -> str:
    """Puts the parameter and says so in a line. Raises UsageProblem, BotoCoreError, ClientError."""
    ssm = client("ssm", region)
    kind = _kind(ssm, name)
    if kind not in (None, ENCRYPTED):
        raise UsageProblem(
            f"{name} is there as a {kind}, which cannot become a {ENCRYPTED}: deploy with"
            " `-c modelParameter=secure`, which takes it out of the stack, and put it then"
        )
    under = {"KeyId": key} if key else {}
    version = ssm.put_parameter(Name=name, Value=value, Type=ENCRYPTED, Overwrite=kind is not None, **under)[
        "Version"
    ]
    return f"{name} is version {version}, encrypted; the messenger reads it within five minutes"


def _kind(ssm: Any, name: str) -> str | None:
    try:
        return str(ssm.get_parameter(Name=name)["Parameter"]["Type"])
    except ssm.exceptions.ParameterNotFound:
        return None
