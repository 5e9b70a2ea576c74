"""What a workflow keeps of the bus event that started it: ids, and the times and traces beside them."""

from __future__ import annotations

from infra.workflows.jsonata import expr, or_null

_KEPT = (
    "specVersion",
    "eventId",
    "flightKey",
    "ver",
    "occurredAt",
    "asOf",
    "correlationId",
    "causationId",
    "traceparent",
)


def read_event(event: str) -> dict[str, str]:
    """Variables from the bus event at `event`; `$input` keeps what a restart needs, which is ids only."""
    detail = f"{event}.detail"
    return {
        "eventId": expr(f"{detail}.eventId"),
        "flightKey": expr(f"{detail}.flightKey"),
        "correlationId": expr(f"{detail}.correlationId"),
        "asOf": expr(or_null(f"{detail}.asOf")),
        "traceparent": expr(or_null(f"{detail}.traceparent")),
        "input": expr(
            f"{{'source': {event}.source, 'detail-type': {event}.`detail-type`, 'detail': {{"
            + ", ".join(f"'{name}': {detail}.{name}" for name in _KEPT)
            + "}}"
        ),
    }
