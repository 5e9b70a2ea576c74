"""How the brokers know us: not at all on this machine, by our role on MSK, by name and password elsewhere."""

import asyncio
import base64
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from aiokafka.abc import AbstractTokenProvider
from botocore.auth import SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import ReadOnlyCredentials
from botocore.session import Session

PLAINTEXT: Final = "plaintext"
IAM: Final = "iam"
SCRAM: Final = "scram"
KINDS: Final = (PLAINTEXT, IAM, SCRAM)

TOKEN_SECONDS: Final = 900
"""The longest that MSK accepts; every new connection asks for a new one."""


@dataclass(frozen=True, slots=True)
class KafkaAccess:
    """`kind` is one of KINDS; `region` is the brokers', for IAM."""

    kind: str = PLAINTEXT
    region: str = ""
    username: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], *, local: bool) -> "KafkaAccess":
        """Raises ValueError that names the variable and says what would be right."""
        kind = environment.get("FLIGHTPULSE_KAFKA_ACCESS") or (PLAINTEXT if local else IAM)
        if kind not in KINDS:
            raise ValueError(f"FLIGHTPULSE_KAFKA_ACCESS is {kind!r}: right is one of {', '.join(KINDS)}")
        if kind == PLAINTEXT and not local:
            raise ValueError(
                "FLIGHTPULSE_KAFKA_ACCESS is 'plaintext': right is iam or scram, since only a developer's"
                " machine (FLIGHTPULSE_LOCAL=1) may talk to brokers without TLS"
            )
        access = cls(
            kind,
            environment.get("AWS_REGION", ""),
            environment.get("FLIGHTPULSE_KAFKA_USERNAME", ""),
            environment.get("FLIGHTPULSE_KAFKA_PASSWORD", ""),
        )
        if kind == SCRAM and not (access.username and access.password):
            raise ValueError(
                "FLIGHTPULSE_KAFKA_USERNAME or FLIGHTPULSE_KAFKA_PASSWORD is missing: set both to what the"
                " brokers know, since FLIGHTPULSE_KAFKA_ACCESS is scram"
            )
        return access

    def client_arguments(self) -> dict[str, Any]:
        """What aiokafka's clients take. Certificates and names of the brokers are always checked."""
        if self.kind == PLAINTEXT:
            return {}
        tls = {"security_protocol": "SASL_SSL", "ssl_context": ssl.create_default_context()}
        if self.kind == SCRAM:
            return tls | {
                "sasl_mechanism": "SCRAM-SHA-512",
                "sasl_plain_username": self.username,
                "sasl_plain_password": self.password,
            }
        return tls | {
            "sasl_mechanism": "OAUTHBEARER",
            "sasl_oauth_token_provider": IamTokens(self.region),
        }


class IamTokens(AbstractTokenProvider):  # type: ignore[misc]  # aiokafka has no types
    """MSK's tokens: a signed URL of the call `kafka-cluster:Connect`, which the broker has checked by IAM."""

    def __init__(self, region: str, session: Session | None = None) -> None:
        self._region = region
        self._session = session or Session()

    async def token(self) -> str:
        """A new one. Reading the role's credentials may wait for the network, so not on the event loop."""
        return await asyncio.to_thread(self._token)

    def _token(self) -> str:
        credentials = self._session.get_credentials()
        if credentials is None:
            raise ConnectionError("no AWS credentials to sign in to the brokers with: give the task a role")
        return signed(self._region, credentials.get_frozen_credentials())


def signed(region: str, credentials: ReadOnlyCredentials) -> str:
    """The token for these credentials: URL-safe base64 without padding."""
    request = AWSRequest("GET", f"https://kafka.{region}.amazonaws.com/?Action=kafka-cluster%3AConnect")
    SigV4QueryAuth(credentials, "kafka-cluster", region, expires=TOKEN_SECONDS).add_auth(request)
    url = f"{request.url}&User-Agent=flightpulse"
    return base64.urlsafe_b64encode(url.encode()).decode().rstrip("=")
