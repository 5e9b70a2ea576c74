"""The secret port on Secrets Manager."""

import asyncio
from typing import Final

from services.core.awsio.client import AwsClient

_TIMEOUT_SECONDS: Final = 3.0


class StoredSecret:
    """`Secret` by its ARN, read once: ids are made under it, so it never changes."""

    def __init__(self, aws: AwsClient, arn: str) -> None:
        self._aws = aws
        self._arn = arn
        self._reading = asyncio.Lock()
        self._value: bytes | None = None

    async def value(self) -> bytes:
        """The first call reads it; those that come meanwhile wait for the same answer."""
        async with self._reading:
            if self._value is None:
                reply = await self._aws.secrets(
                    "GetSecretValue", {"SecretId": self._arn}, timeout=_TIMEOUT_SECONDS
                )
                self._value = str(reply["SecretString"]).encode()
            return self._value
