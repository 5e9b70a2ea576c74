"""Has the embedded AWS start the messenger's workers ahead, as provisioned concurrency would.

The first call of a Lambda pays for its start: some seconds on a small machine, which would all fall on the
first message.
"""

import json

from flightpulse.demo.deployment import Deployment
from services.core.contracts.warm_up import WARM_UP

WORKERS = 3


def warm_up(deployment: Deployment) -> None:
    """Ask for a few workers at once, and do not wait for them."""
    for _ in range(WORKERS):
        deployment.client("lambda").invoke(
            FunctionName=deployment.outputs["MessengerFunctionName"],
            InvocationType="Event",
            Payload=json.dumps(WARM_UP).encode(),
        )
