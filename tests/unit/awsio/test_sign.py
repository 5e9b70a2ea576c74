"""Our signature is botocore's signature."""

import calendar
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as BotoCredentials
from hypothesis import given
from hypothesis import strategies as st

from services.core.awsio.sign import Credentials, Signer, host_header

words = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=40)
secrets = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=60)
times = st.timedeltas(timedelta(0), timedelta(days=30000)).map(datetime(2013, 1, 1, tzinfo=UTC).__add__)
names = st.from_regex(r"[a-z][a-z0-9-]{0,20}(\.[a-z][a-z0-9]{1,10}){0,3}", fullmatch=True)
hosts = names | st.sampled_from(["127.0.0.1", "[::1]"])
urls = st.builds(
    "{}://{}{}{}".format,
    st.sampled_from(["http", "https"]),
    hosts,
    st.just("") | st.integers(1, 65535).map(lambda port: f":{port}"),
    st.sampled_from(["/", "/base/", "/a b~c/%41/"]),
)


def by_botocore(url: str, headers: dict[str, str], body: bytes, who: Credentials, when: datetime) -> str:
    request = AWSRequest("POST", url, headers=headers, data=body)
    keys = BotoCredentials(who.access_key, who.secret_key, who.token)
    with patch("botocore.auth.get_current_datetime", return_value=when):
        SigV4Auth(keys, "dynamodb", "eu-central-1").add_auth(request)
    return str(request.headers["Authorization"])


@given(
    url=urls,
    body=st.binary(max_size=2000),
    when=times,
    who=st.builds(Credentials, words, secrets, st.none() | secrets),
    target=words,
)
def test_signs_exactly_as_botocore_does(
    url: str, body: bytes, when: datetime, who: Credentials, target: str
) -> None:
    signer = Signer(url, "dynamodb", "eu-central-1", "application/x-amz-json-1.0")
    headers = signer.headers(who, target, body, calendar.timegm(when.timetuple()))
    given_headers = {"Content-Type": headers["Content-Type"], "X-Amz-Target": target}

    assert headers["Authorization"] == by_botocore(url, given_headers, body, who, when)


@given(
    moments=st.lists(times, min_size=2, max_size=5),
    keys=st.lists(secrets, min_size=2, max_size=2, unique=True),
)
def test_one_signer_serves_changing_days_and_rotated_keys(moments: list[datetime], keys: list[str]) -> None:
    url = "https://dynamodb.eu-central-1.amazonaws.com/"
    signer = Signer(url, "dynamodb", "eu-central-1", "application/x-amz-json-1.0")
    for when in moments:
        for key in keys:
            who = Credentials("AKID", key)
            headers = signer.headers(who, "T.Op", b"{}", calendar.timegm(when.timetuple()))
            given_headers = {"Content-Type": headers["Content-Type"], "X-Amz-Target": "T.Op"}
            assert headers["Authorization"] == by_botocore(url, given_headers, b"{}", who, when)


def test_the_token_of_temporary_credentials_is_sent() -> None:
    signer = Signer("https://x.example/", "events", "eu-central-1", "application/x-amz-json-1.1")
    headers = signer.headers(Credentials("AKID", "secret", "token/=="), "T.Op", b"", 0)
    assert headers["X-Amz-Security-Token"] == "token/=="


def test_the_host_names_a_port_only_when_it_is_unusual() -> None:
    assert host_header("https://a.example:443/") == "a.example"
    assert host_header("http://127.0.0.1:4566/") == "127.0.0.1:4566"
    assert host_header("http://[::1]:4566/") == "[::1]:4566"
