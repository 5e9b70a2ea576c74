"""Python values to and from DynamoDB attribute values, as they stand in the JSON protocol.

Numbers are integers by design: instants are epoch milliseconds, counts are counts. A number with a
fraction is refused in both directions rather than rounded.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Mapping, Set
from typing import Any

Attribute = dict[str, Any]


def to_attribute(value: object) -> Attribute:
    """One attribute value. Raises TypeError for a type that the table does not hold."""
    kind = type(value)
    if kind is str:
        return {"S": value}
    if kind is bool:
        return {"BOOL": value}
    if kind is int:
        return {"N": str(value)}
    if value is None:
        return {"NULL": True}
    return _to_other(value)


def to_item(values: Mapping[str, object]) -> dict[str, Attribute]:
    """A whole item, or a set of expression values."""
    # Most values are text: a call for each would be most of the work.
    return {
        name: {"S": value} if type(value) is str else to_attribute(value) for name, value in values.items()
    }


def to_attributes(values: Iterable[object]) -> list[Attribute]:
    """Attribute values in a row, as the parameters of a statement are."""
    return [{"S": value} if type(value) is str else to_attribute(value) for value in values]


def from_attribute(attribute: Mapping[str, Any]) -> Any:
    """The Python value. Raises ValueError for an unknown type tag or a fractional number."""
    ((tag, value),) = attribute.items()
    decode = _DECODE.get(tag)
    if decode is None:
        raise ValueError(f"unknown attribute type {tag!r}")
    return decode(value)


def from_item(item: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """A whole item."""
    return {name: from_attribute(attribute) for name, attribute in item.items()}


def _to_other(value: object) -> Attribute:
    if isinstance(value, str):  # a StrEnum, say
        return {"S": str(value)}
    if isinstance(value, Mapping):
        return {"M": to_item(value)}
    if isinstance(value, list | tuple):
        return {"L": [to_attribute(element) for element in value]}
    if isinstance(value, bytes):
        return {"B": b64encode(value).decode()}
    if isinstance(value, Set) and value and all(isinstance(element, str) for element in value):
        return {"SS": sorted(value)}
    raise TypeError(f"no attribute type for {type(value).__name__}: use str, int, bool, None, list or dict")


_DECODE: dict[str, Callable[[Any], Any]] = {
    "S": str,
    "N": int,
    "BOOL": bool,
    "NULL": lambda _: None,
    "M": from_item,
    "L": lambda elements: [from_attribute(element) for element in elements],
    "B": b64decode,
    "SS": frozenset,
}
