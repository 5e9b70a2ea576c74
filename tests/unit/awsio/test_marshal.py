"""Attribute values: what goes in comes out, and agrees with boto3."""

import base64
from typing import Any

import pytest
from boto3.dynamodb.types import TypeSerializer
from hypothesis import given
from hypothesis import strategies as st

from services.core.awsio.marshal import from_attribute, from_item, to_attribute, to_item

scalars = st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.text() | st.binary()
values = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8
)


@given(st.dictionaries(st.text(min_size=1), values))
def test_an_item_survives_the_round_trip(item: dict[str, Any]) -> None:
    assert from_item(to_item(item)) == item


@given(values)
def test_values_are_those_of_boto3(value: Any) -> None:
    assert to_attribute(value) == _as_json(TypeSerializer().serialize(value))


def test_a_set_of_strings_is_a_string_set() -> None:
    assert to_attribute({"b", "a"}) == {"SS": ["a", "b"]}
    assert from_attribute({"SS": ["a", "b"]}) == {"a", "b"}


@pytest.mark.parametrize("value", [1.5, object(), {1, 2}, set()])
def test_what_the_table_does_not_hold_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="no attribute type"):
        to_attribute(value)


@pytest.mark.parametrize("attribute", [{"N": "1.5"}, {"X": "?"}, {"S": "a", "N": "1"}])
def test_what_is_no_attribute_value_is_refused(attribute: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_attribute(attribute)


def _as_json(attribute: Any) -> Any:
    """boto3 leaves bytes raw and encodes them when it sends; ours are JSON at once."""
    ((tag, value),) = attribute.items()
    if tag == "B":
        return {"B": base64.b64encode(bytes(value)).decode()}
    if tag == "L":
        return {"L": [_as_json(element) for element in value]}
    if tag == "M":
        return {"M": {name: _as_json(element) for name, element in value.items()}}
    return attribute
