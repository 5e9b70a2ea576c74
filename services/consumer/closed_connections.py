"""aiokafka on uvloop: a write to a connection that has just been lost is a lost connection, not a bug.

Asyncio drops such a write, and aiokafka learns of the loss a moment later; uvloop raises RuntimeError, which
aiokafka does not expect: it ended the commit loop, and with it the process, in an outage of the broker.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from aiokafka.conn import AIOKafkaConnection, CloseReason
from aiokafka.errors import KafkaConnectionError, KafkaError

_WRITING: Final = ("send", "_send_sasl_token")


def expect_lost_connections() -> None:
    """Have aiokafka raise KafkaConnectionError there, as it does for an OSError. May be called again."""
    for name in _WRITING:
        method = getattr(AIOKafkaConnection, name)
        if not hasattr(method, "__wrapped__"):
            setattr(AIOKafkaConnection, name, _as_lost(method))


def _as_lost(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def write(self: AIOKafkaConnection, *arguments: Any, **named: Any) -> Any:
        try:
            return method(self, *arguments, **named)
        except KafkaError:
            raise  # a RuntimeError as well, and one that is expected
        except RuntimeError as error:
            self.close(reason=CloseReason.CONNECTION_BROKEN)
            raise KafkaConnectionError(f"Connection at {self.host}:{self.port} broken: {error}") from error

    return write
