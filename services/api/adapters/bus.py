"""The bus port on EventBridge."""

import json
import logging
from collections.abc import Mapping
from typing import Any, Final

from services.api.ports import BusUnavailable
from services.core.awsio.client import AwsClient
from services.core.awsio.errors import AwsError
from services.core.contracts.detail_types import API

_LOGGER = logging.getLogger(__name__)
_TIMEOUT_SECONDS: Final = 3.0


class EventBridgeBus:
    """`Bus` on the async client."""

    def __init__(self, aws: AwsClient, name: str) -> None:
        self._aws = aws
        self._name = name

    async def publish(self, detail_type: str, detail: Mapping[str, Any]) -> None:
        """One PutEvents with one entry; the entry's own answer counts."""
        entry = {
            "EventBusName": self._name,
            "Source": API,
            "DetailType": detail_type,
            "Detail": json.dumps(detail, separators=(",", ":"), ensure_ascii=False),
        }
        try:
            reply = await self._aws.events("PutEvents", {"Entries": [entry]}, timeout=_TIMEOUT_SECONDS)
        except AwsError as error:
            raise _unavailable(error.code) from error
        if reply.get("FailedEntryCount"):
            raise _unavailable(str(reply["Entries"][0].get("ErrorCode")))


def _unavailable(code: str) -> BusUnavailable:
    _LOGGER.error("the bus did not take an event", extra={"fields": {"code": code}})
    return BusUnavailable(f"the bus did not take the event: {code}")
