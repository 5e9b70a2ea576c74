"""The secret under which contact ids are hashed: a plain hash of a phone number can be enumerated."""

from __future__ import annotations

from aws_cdk import aws_kms as kms
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from infra.config import Config
from infra.constructs.removal import removal_policy


class ContactSecret(Construct):
    """Never rotated: every contact id and locator hash in the table depends on it."""

    def __init__(
        self, scope: Construct, construct_id: str, config: Config, *, key: kms.IKey | None = None
    ) -> None:
        super().__init__(scope, construct_id)
        self.secret = secretsmanager.Secret(
            self,
            "Secret",
            encryption_key=key,
            description="Key of the HMAC behind contact ids and locator hashes",
            generate_secret_string=secretsmanager.SecretStringGenerator(
                password_length=64, exclude_punctuation=True
            ),
            removal_policy=removal_policy(config),
        )
