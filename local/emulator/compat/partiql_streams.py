"""What a PartiQL statement writes is told to the table's stream: unpatched, only the other calls are.

The consumer and the messenger write by PartiQL, so nothing that they write would reach the stream handler.
"""

from collections.abc import Callable
from typing import Any

from ministack.services import dynamodb

Answer = tuple[int, dict[str, str], bytes]
_OK = 200


def apply() -> None:
    """Tell the stream of each statement that has written. Transactions by PartiQL are not used here."""
    for name in ("_partiql_insert", "_partiql_update", "_partiql_delete"):
        setattr(dynamodb, name, _told(getattr(dynamodb, name)))


def _told(write: Callable[..., Answer]) -> Callable[..., Answer]:
    def told(table: Any, parsed: Any, *rest: Any) -> Answer:
        place = _place(table, parsed)
        old = _found(table, place)
        answer = write(table, parsed, *rest)
        new = _found(table, place)
        if answer[0] == _OK and old is not new:
            kind = "REMOVE" if new is None else "INSERT" if old is None else "MODIFY"
            dynamodb._emit_stream_event(table["TableName"], kind, old, new)
        return answer

    return told


def _place(table: Any, parsed: Any) -> tuple[Any, Any]:
    """Partition and sort key of the one item that the statement is about; None where it names none."""
    if parsed["op"] != "INSERT":
        pk, sk, _, _ = dynamodb._partiql_key_target(table, parsed)
        return pk, sk
    item = parsed.get("item") or {}
    if set(item) == {"M"}:
        item = item["M"]
    key = dynamodb._extract_key_val
    return key(item.get(table["pk_name"])), key(item.get(table["sk_name"]))


def _found(table: Any, place: tuple[Any, Any]) -> Any:
    pk, sk = place
    return table["items"].get(pk, {}).get(sk)
