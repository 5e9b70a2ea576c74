"""How the brokers know a service: TLS always outside a developer's machine, and MSK's tokens."""

import base64
import ssl
from urllib.parse import parse_qs, urlsplit

import pytest
from botocore.credentials import Credentials
from botocore.session import Session

from services.core.awsio.kafka_access import IAM, PLAINTEXT, SCRAM, IamTokens, KafkaAccess

REGION = {"AWS_REGION": "eu-central-1"}
LOGIN = {"FLIGHTPULSE_KAFKA_USERNAME": "flightpulse", "FLIGHTPULSE_KAFKA_PASSWORD": "hush-hush"}


def test_this_machine_talks_plainly_and_everything_else_signs_in_by_its_role() -> None:
    assert KafkaAccess.from_environment(REGION, local=True).kind == PLAINTEXT
    assert KafkaAccess.from_environment(REGION, local=True).client_arguments() == {}
    assert KafkaAccess.from_environment(REGION, local=False).kind == IAM


@pytest.mark.parametrize("kind", [IAM, SCRAM])
def test_certificates_and_names_of_the_brokers_are_checked(kind: str) -> None:
    access = KafkaAccess.from_environment({**REGION, **LOGIN, "FLIGHTPULSE_KAFKA_ACCESS": kind}, local=False)
    arguments = access.client_arguments()
    assert arguments["security_protocol"] == "SASL_SSL"
    assert arguments["ssl_context"].verify_mode is ssl.CERT_REQUIRED
    assert arguments["ssl_context"].check_hostname is True


def test_own_brokers_get_a_name_and_a_password_that_no_representation_shows() -> None:
    access = KafkaAccess.from_environment({**LOGIN, "FLIGHTPULSE_KAFKA_ACCESS": SCRAM}, local=False)
    arguments = access.client_arguments()
    assert arguments["sasl_mechanism"] == "SCRAM-SHA-512"
    assert arguments["sasl_plain_username"] == "flightpulse"
    assert arguments["sasl_plain_password"] == "hush-hush"
    assert "hush-hush" not in repr(access)


@pytest.mark.parametrize(
    ("environment", "local", "message"),
    [
        ({"FLIGHTPULSE_KAFKA_ACCESS": "kerberos"}, True, "right is one of plaintext, iam, scram"),
        ({"FLIGHTPULSE_KAFKA_ACCESS": PLAINTEXT}, False, "right is iam or scram"),
        ({"FLIGHTPULSE_KAFKA_ACCESS": SCRAM}, False, "FLIGHTPULSE_KAFKA_PASSWORD is missing"),
    ],
)
def test_a_wrong_access_says_what_would_be_right(
    environment: dict[str, str], local: bool, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        KafkaAccess.from_environment(environment, local=local)


async def test_a_token_is_a_signed_url_of_the_connect_call_that_ends_within_a_quarter_of_an_hour() -> None:
    session = Session()
    session.set_credentials("AKIDEXAMPLE", "made-up", "session-token")
    token = await IamTokens("eu-central-1", session).token()
    assert "=" not in token
    url = urlsplit(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode())
    asked = {name: values[0] for name, values in parse_qs(url.query).items()}
    assert url.netloc == "kafka.eu-central-1.amazonaws.com"
    assert asked["Action"] == "kafka-cluster:Connect"
    assert asked["X-Amz-Credential"].endswith("/eu-central-1/kafka-cluster/aws4_request")
    assert asked["X-Amz-Expires"] == "900"
    assert asked["X-Amz-Security-Token"] == "session-token"
    assert len(asked["X-Amz-Signature"]) == 64


async def test_every_connection_asks_for_a_token_of_the_credentials_of_that_moment() -> None:
    session = Session()
    tokens = IamTokens("eu-central-1", session)
    found = []
    for key in ("AKIDFIRST", "AKIDSECOND"):
        session._credentials = Credentials(key, "made-up")  # type: ignore[attr-defined]
        token = await tokens.token()
        found.append(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode())
    assert "AKIDFIRST" in found[0]
    assert "AKIDSECOND" in found[1]
