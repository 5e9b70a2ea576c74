"""Writing many items: nothing is dropped when the table takes only a part."""

from typing import Any

import pytest

from local.seed.load import LoadFailed, load


class ReluctantTable:
    """Takes all but the last item of a batch on the first `refusals` calls."""

    def __init__(self, refusals: int) -> None:
        self.refusals = refusals
        self.taken: list[str] = []

    def batch_write_item(self, RequestItems: dict[str, list[Any]]) -> dict[str, Any]:
        ((table, puts),) = RequestItems.items()
        assert len(puts) <= 25
        refuse = self.refusals > 0
        self.refusals -= 1
        accepted, refused = (puts[:-1], puts[-1:]) if refuse else (puts, [])
        self.taken += [put["PutRequest"]["Item"]["PK"]["S"] for put in accepted]
        return {"UnprocessedItems": {table: refused} if refused else {}}


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("local.seed.load.time.sleep", lambda _: None)


def items(count: int) -> list[dict[str, object]]:
    return [{"PK": f"P{number}", "SK": "META"} for number in range(count)]


def test_every_item_is_written_although_some_are_refused_at_first() -> None:
    table = ReluctantTable(refusals=3)

    assert load(table, "table", items(60)) == 60
    assert sorted(table.taken) == sorted(f"P{number}" for number in range(60))


def test_a_table_that_keeps_refusing_fails_loudly() -> None:
    with pytest.raises(LoadFailed, match="1 items were refused"):
        load(ReluctantTable(refusals=1000), "table", items(1))
