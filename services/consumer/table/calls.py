"""Calls to the table, with what a refusal means for the consumer as a whole."""

from collections.abc import Mapping
from typing import Any, Final, Protocol

from services.consumer.errors import RefusedAltogether, Unavailable
from services.consumer.gate import Gate
from services.consumer.verdicts import refuses_item
from services.core.awsio.errors import AccessDenied, Invalid, NotFound

SERVICE: Final = "table"


class DynamoDb(Protocol):
    """The part of the AWS client that the store uses."""

    async def dynamodb(self, operation: str, payload: Mapping[str, Any]) -> dict[str, Any]: ...


class TableCalls:
    """One table. A refusal of everything shuts the gate; whatever the table accepts opens it."""

    def __init__(self, aws: DynamoDb, name: str, gate: Gate) -> None:
        self.name = name
        self._aws = aws
        self._gate = gate

    async def call(self, operation: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        """Raises RefusedAltogether, Invalid for an item refused for what it is, or a Retryable."""
        try:
            answer = await self._aws.dynamodb(operation, payload)
        except (AccessDenied, NotFound) as error:
            raise self.refused(error) from error
        except Invalid as error:
            if refuses_item(error.code):
                raise
            raise Unavailable(f"{self.name}: {error}") from error
        self._gate.open(SERVICE)
        return answer

    def refused(self, error: Exception) -> RefusedAltogether:
        """Note that everything is refused: intake stops."""
        self._gate.shut(SERVICE, f"{self.name}: {error}")
        return RefusedAltogether(str(error))
