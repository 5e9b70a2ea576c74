"""Cursors cannot be made up, changed, or carried from one list to another."""

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.api.reads.cursors import BadCursor, Cursors, Position
from tests.unit.api.problem import problem

FLIGHT = "/v1/flights/UA-0207-2013-03-08-EWR-1"
CURSORS = Cursors(b"k" * 32)
CURSOR = CURSORS.issue("history|x", Position("2013-03-08T14:05:00Z", "event-1"))


@given(st.text(), st.builds(Position, st.text(max_size=40), st.text(max_size=64)))
def test_a_cursor_leads_back_to_its_position(of: str, position: Position) -> None:
    assert CURSORS.read(of, CURSORS.issue(of, position)) == position


@given(st.integers(0, len(CURSOR) - 2), st.sampled_from("ABCabc012-_"))
def test_a_changed_cursor_is_refused(at: int, letter: str) -> None:
    changed = CURSOR[:at] + letter + CURSOR[at + 1 :]
    if changed != CURSOR:
        with pytest.raises(BadCursor):
            CURSORS.read("history|x", changed)


@given(st.text(max_size=500))
def test_what_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(BadCursor):
        CURSORS.read("history|x", text)


def test_another_list_or_another_server_refuses_it() -> None:
    for cursors, of in (
        (CURSORS, "history|y"),
        (CURSORS, "notifications|x"),
        (Cursors(b"z" * 32), "history|x"),
    ):
        with pytest.raises(BadCursor):
            cursors.read(of, CURSOR)


async def test_a_tampered_cursor_is_a_400(client: httpx.AsyncClient) -> None:
    cursor = (await client.get(f"{FLIGHT}/history?limit=1")).json()["next"]
    assert (await client.get(f"{FLIGHT}/history", params={"cursor": cursor})).status_code == 200
    tampered = cursor[:-4] + ("AAAA" if cursor[-4:] != "AAAA" else "BBBB")
    body = problem(await client.get(f"{FLIGHT}/history", params={"cursor": tampered}), 400, "invalid-cursor")
    assert "first page" in body["expected"]
    problem(await client.get(f"{FLIGHT}/notifications", params={"cursor": cursor}), 400, "invalid-cursor")
