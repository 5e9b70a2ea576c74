"""Has the embedded AWS start the messenger's workers ahead, as provisioned concurrency would.

The first call of a Lambda pays for its start: some seconds on a small machine, which would all fall on the
first message. The call asks for a look at a flight that does not exist: nothing comes of it but a line
`look_impossible` for each worker in the messenger's log.
"""

import json

from flightpulse.demo.deployment import Deployment
from services.core.clock import format_instant

WORKERS = 3
NO_FLIGHT = {
    "kind": "batch",
    "flightKey": "ZZ-0000-1970-01-01-ZZZ-1",
    "eventId": "warm-up",
    "correlationId": "warm-up",
    "asOf": format_instant(0),
    "contacts": ["0" * 32],
}


def warm_up(deployment: Deployment) -> None:
    """Ask for a few workers at once, and do not wait for them."""
    for _ in range(WORKERS):
        deployment.client("lambda").invoke(
            FunctionName=deployment.outputs["MessengerFunctionName"],
            InvocationType="Event",
            Payload=json.dumps(NO_FLIGHT).encode(),
        )
