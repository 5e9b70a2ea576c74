"""A bus of the embedded AWS on which a queue hears every event of ours."""

from __future__ import annotations

from dataclasses import dataclass

from local.emulator.clients import local_client


@dataclass(frozen=True, slots=True)
class HeardBus:
    """A bus and the queue that hears it."""

    endpoint: str
    name: str
    queue_url: str

    @classmethod
    def create(cls, endpoint: str, name: str) -> HeardBus:
        """A bus, a queue and a rule between them, all of this name."""
        events, sqs = local_client(endpoint, "events"), local_client(endpoint, "sqs")
        events.create_event_bus(Name=name)
        url = sqs.create_queue(QueueName=name)["QueueUrl"]
        arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        ours = '{"source": [{"prefix": "flightpulse."}]}'
        events.put_rule(Name=name, EventBusName=name, EventPattern=ours, State="ENABLED")
        events.put_targets(Rule=name, EventBusName=name, Targets=[{"Id": "queue", "Arn": arn}])
        return cls(endpoint, name, url)

    def heard(self) -> list[str]:
        """The bodies of every message that the queue holds."""
        queue = local_client(self.endpoint, "sqs")
        bodies: list[str] = []
        while messages := queue.receive_message(
            QueueUrl=self.queue_url, MaxNumberOfMessages=10, WaitTimeSeconds=1
        ).get("Messages"):
            for message in messages:
                bodies.append(message["Body"])
                queue.delete_message(QueueUrl=self.queue_url, ReceiptHandle=message["ReceiptHandle"])
        return bodies
