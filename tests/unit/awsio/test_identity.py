"""Credentials: found by botocore, refreshed ahead of expiry, off the event loop."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import botocore.session
import pytest
from botocore.credentials import RefreshableCredentials

from services.core.awsio import identity as identity_module
from services.core.awsio.errors import AccessDenied, CredentialsExpired
from services.core.awsio.identity import Identity


class Provider:
    """Hands out numbered keys with the given life; each fetch waits for `gate`."""

    def __init__(self, *lives_minutes: int) -> None:
        self.lives = list(lives_minutes)
        self.fetched = 0
        self.threads: list[str] = []
        self.gate = threading.Event()
        self.gate.set()

    def fetch(self) -> dict[str, str]:
        self.gate.wait(5)
        self.threads.append(threading.current_thread().name)
        self.fetched += 1
        life = timedelta(minutes=self.lives.pop(0))
        expiry = (datetime.now(UTC) + life).isoformat()
        return {"access_key": f"K{self.fetched}", "secret_key": "s", "token": "t", "expiry_time": expiry}


class SessionOf(botocore.session.Session):
    """A session that has found these credentials."""

    def __init__(self, found: Any) -> None:
        super().__init__()
        self.found = found

    def get_credentials(self) -> Any:
        return self.found


def identity_of(provider: Provider) -> Identity:
    made: Any = RefreshableCredentials.create_from_metadata(provider.fetch(), provider.fetch, "test")
    return Identity(SessionOf(made))


@pytest.fixture(autouse=True)
def check_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity_module, "_CHECK_EVERY_SECONDS", 0.0)


async def test_fresh_credentials_are_not_fetched_again() -> None:
    provider = Provider(60)
    identity = identity_of(provider)
    assert [(await identity.credentials()).access_key for _ in range(3)] == ["K1"] * 3
    assert provider.fetched == 1


async def test_no_fetch_blocks_the_event_loop() -> None:
    provider = Provider(12, 60)
    identity = identity_of(provider)
    provider.gate.clear()
    first = asyncio.create_task(identity.credentials())
    await asyncio.sleep(0.05)
    assert not first.done()
    provider.gate.set()
    assert (await first).access_key == "K2"
    assert provider.threads[-1] != threading.main_thread().name


async def test_a_refresh_runs_while_the_old_credentials_still_serve() -> None:
    provider = Provider(60, 60)
    identity = identity_of(provider)
    await identity.credentials()
    identity._source._expiry_time = datetime.now(UTC) + timedelta(minutes=12)
    provider.gate.clear()
    assert (await asyncio.wait_for(identity.credentials(), 1)).access_key == "K1"
    provider.gate.set()
    await identity.close()
    assert (await identity.credentials()).access_key == "K2"


async def test_credentials_about_to_end_are_waited_for_by_all_with_one_fetch() -> None:
    provider = Provider(60, 60)
    identity = identity_of(provider)
    await identity.credentials()
    identity._source._expiry_time = datetime.now(UTC) + timedelta(seconds=20)
    got = await asyncio.gather(*(identity.credentials() for _ in range(5)))
    assert {credentials.access_key for credentials in got} == {"K2"}
    assert provider.fetched == 2


async def test_a_failed_refresh_is_retryable() -> None:
    provider = Provider(60)
    identity = identity_of(provider)
    await identity.credentials()
    identity._source._expiry_time = datetime.now(UTC) - timedelta(seconds=1)
    identity._source._refresh_using = lambda: None
    with pytest.raises(CredentialsExpired):
        await identity.credentials()


async def test_no_credentials_at_all_says_what_is_missing() -> None:
    with pytest.raises(AccessDenied, match="set a role"):
        await Identity(SessionOf(None)).credentials()
