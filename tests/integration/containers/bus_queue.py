"""Hears every envelope that the consumer publishes, in the order in which the bus took them."""

import json
import uuid

from flightpulse.demo.deployment import Deployment
from services.core.contracts.envelope import Envelope


class BusQueue:
    """A queue of its own behind a rule of its own."""

    def __init__(self, deployment: Deployment) -> None:
        self._sqs, events = deployment.client("sqs"), deployment.client("events")
        name, bus = f"heard-{uuid.uuid4().hex[:10]}", deployment.outputs["BusName"]
        self._queue = self._sqs.create_queue(QueueName=name)["QueueUrl"]
        attributes = self._sqs.get_queue_attributes(QueueUrl=self._queue, AttributeNames=["QueueArn"])
        events.put_rule(
            Name=name, EventBusName=bus, EventPattern=json.dumps({"source": ["flightpulse.consumer"]})
        )
        target = {"Id": "queue", "Arn": attributes["Attributes"]["QueueArn"]}
        events.put_targets(Rule=name, EventBusName=bus, Targets=[target])
        self._heard: list[Envelope] = []

    def heard(self) -> list[Envelope]:
        """Everything so far."""
        while batch := self._sqs.receive_message(QueueUrl=self._queue, MaxNumberOfMessages=10).get(
            "Messages"
        ):
            for message in batch:
                event = json.loads(message["Body"])
                detail = event["detail"]
                self._heard.append(Envelope(detail["eventId"], event["detail-type"], detail))
                self._sqs.delete_message(QueueUrl=self._queue, ReceiptHandle=message["ReceiptHandle"])
        return self._heard
