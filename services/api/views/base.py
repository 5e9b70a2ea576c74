"""What all views share."""

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from fastapi import Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from services.core.clock import Instant, format_instant

Time = Annotated[str, Field(json_schema_extra={"format": "date-time"}, examples=["2013-03-08T14:05:00Z"])]
Row = TypeVar("Row")


class View(BaseModel):
    """Frozen, camelCase outside, nothing beyond the declared fields."""

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, frozen=True, extra="forbid", protected_namespaces=()
    )


def answer(view: View, headers: Mapping[str, str] | None = None) -> Response:
    """A view as it is sent. FastAPI would check it against its model again, and take it apart first."""
    return Response(json_of(view), media_type="application/json", headers=dict(headers or {}))


def json_of(view: View) -> bytes:
    """The bytes of a view."""
    return view.__pydantic_serializer__.to_json(view, by_alias=True)


def time_of(instant: Instant | None) -> str | None:
    """An instant as the API writes it."""
    return None if instant is None else format_instant(instant)


def with_times(value: Any) -> Any:
    """The same JSON with every number written as a time.

    Registers, truths and the facts of a message hold text, flags and instants, and no other number.
    """
    if isinstance(value, dict):
        return {name: with_times(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [with_times(inner) for inner in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return format_instant(value)
    return value
