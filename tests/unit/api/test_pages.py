"""One list out of several partitions, whatever lies in which."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from services.api.ports import Index, Query
from services.api.reads.cursors import Cursors, Position
from services.api.reads.pages import merged, page_of
from tests.fakes.api_table import InMemoryApiTable

CURSORS = Cursors(b"k" * 32)
PARTITIONS = 3


def _table(places: Sequence[int]) -> InMemoryApiTable:
    return InMemoryApiTable(
        {"PK": f"x{n}", "SK": "x", "GSI1PK": f"part-{place}", "GSI1SK": f"{n:03d}", "eventId": str(n)}
        for n, place in enumerate(places)
    )


@given(
    st.lists(st.integers(0, PARTITIONS - 1), max_size=30),
    st.integers(1, 8),
    st.integers(1, 5),
    st.booleans(),
)
async def test_pages_are_the_sorted_whole_without_gaps_and_repeats(
    places: list[int], limit: int, share: int, descending: bool
) -> None:
    table, beyond, seen = _table(places), "", list[int]()
    while True:
        queries = [
            Query(f"part-{n}", share, index=Index.FIRST, beyond=beyond, descending=descending)
            for n in range(PARTITIONS)
        ]
        page = await page_of(
            merged(table, queries), limit, CURSORS, "x", lambda row: Position(row["GSI1SK"], "")
        )
        seen += [int(row["eventId"]) for row in page.rows]
        if page.next is None:
            break
        assert len(page.rows) == limit
        beyond = CURSORS.read("x", page.next).at
    assert seen == sorted(range(len(places)), reverse=descending)
