"""The command for dead letters: its arguments, which brokers it talks to and how."""

import pytest

from flightpulse.cli import main
from flightpulse.dlq.access import Brokers
from flightpulse.dlq.pages import readable
from flightpulse.errors import UsageProblem


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["show", "17"], "right is partition/offset"),
        (["list", "--since", "yesterday"], "right is 2026-03-08T06:00:00Z"),
        (["list", "--reason", "dislike"], "invalid choice"),
        (["replay", "0/1", "--yes", "--dry-run"], "not allowed with"),
    ],
)
def test_a_bad_argument_says_what_is_right(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["dlq", *arguments])
    assert ended.value.code == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    ("bootstrap", "environment", "says"),
    [
        (None, {}, "FLIGHTPULSE_KAFKA_BOOTSTRAP"),
        ("localhost", {}, "right is host:port"),
        ("localhost:0", {}, "right is host:port"),
        ("b-1.example.com:9098", {}, "AWS_REGION is not set"),
        ("b-1.example.com:9098", {"FLIGHTPULSE_KAFKA_ACCESS": "scram"}, "FLIGHTPULSE_KAFKA_USERNAME"),
        ("b-1.example.com:9098", {"FLIGHTPULSE_KAFKA_ACCESS": "plaintext"}, "right is iam or scram"),
    ],
)
def test_brokers_that_cannot_be_are_explained(
    bootstrap: str | None, environment: dict[str, str], says: str
) -> None:
    with pytest.raises(UsageProblem, match=says):
        Brokers.named(bootstrap, None, environment)


def test_brokers_of_this_machine_need_no_rights_and_others_know_us_as_the_consumer() -> None:
    here = Brokers.named("127.0.0.1:9092,localhost:9093", None, {})
    assert (here.access.kind, here.topic) == ("plaintext", "flight-operations.dlq")
    environment = {"FLIGHTPULSE_KAFKA_BOOTSTRAP": "b-1.example.com:9098", "AWS_REGION": "eu-central-1"}
    assert Brokers.named(None, "other", environment).access.kind == "iam"


def test_brokers_out_of_reach_are_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dlq", "list", "--bootstrap", "127.0.0.1:1"]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_bytes_of_strangers_never_reach_the_terminal_raw() -> None:
    assert readable(b"\x1b[2Jx\xc2\x9b") == "\\x1b[2Jx\\x9b"
    assert readable(b"\xff") == "0xff"
