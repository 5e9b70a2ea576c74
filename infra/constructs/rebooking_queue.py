"""The queue of bookings to rebook, for whoever does that; what it cannot take lies beside it."""

from __future__ import annotations

from aws_cdk import Duration
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.config import Config
from infra.constructs.dead_letters import RETENTION_DAYS, DeadLetters, accept_from_rules, encryption
from infra.constructs.removal import removal_policy

VISIBILITY_SECONDS = 120
RECEIVES = 5


class RebookingQueue(Construct):
    """Encrypted, TLS only. A message is a hint with an id: its reader looks the booking's status up."""

    def __init__(
        self, scope: Construct, construct_id: str, config: Config, *, key: kms.IKey | None = None
    ) -> None:
        super().__init__(scope, construct_id)
        self.dead_letters = DeadLetters(self, "DeadLetters", config, key=key)
        self.queue = sqs.Queue(
            self,
            "Bookings",
            **encryption(key),
            enforce_ssl=True,
            visibility_timeout=Duration.seconds(VISIBILITY_SECONDS),
            retention_period=Duration.days(RETENTION_DAYS),
            dead_letter_queue=sqs.DeadLetterQueue(queue=self.dead_letters.queue, max_receive_count=RECEIVES),
            removal_policy=removal_policy(config),
        )
        accept_from_rules(self.queue)
