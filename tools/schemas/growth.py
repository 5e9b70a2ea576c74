"""Whether a new schema only adds to an old one: what was written under the old one has to stay readable."""

from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]
WORDS = frozenset({"$schema", "$defs", "title", "description", "properties", "required", "allOf"})


def breaks(old: Schema, new: Schema) -> list[str]:
    """What a reader or writer of the old schema would stumble over, by path; empty when it only grew."""
    return list(_breaks("", old, new, old, new))


def _breaks(path: str, old: Schema, new: Schema, old_root: Schema, new_root: Schema) -> Iterator[str]:
    old, new = _followed(old, old_root), _followed(new, new_root)
    if _type(old) != _type(new):
        yield f"{path or '/'}: {_type(old)} became {_type(new)}"
        return
    lost = set(map(str, old.get("enum", ()))) - set(map(str, new.get("enum", ())))
    if lost:
        yield f"{path}: the value {sorted(lost)[0]} is gone"
    needed, needs = set(old.get("required", ())), set(new.get("required", ()))
    yield from (f"{path}/{name}: is required now" for name in sorted(needs - needed))
    yield from (f"{path}/{name}: is no longer sure to be there" for name in sorted(needed - needs))
    before, after = old.get("properties", {}), new.get("properties", {})
    for name in sorted(before):
        if name not in after:
            yield f"{path}/{name}: is gone"
        else:
            yield from _breaks(f"{path}/{name}", before[name], after[name], old_root, new_root)
    yield from _rules(path, old, new)


def _rules(path: str, old: Schema, new: Schema) -> Iterator[str]:
    """The conditional parts, as of the canonical format: an old one has to be there, as it was or wider."""
    after = {str(rule["if"]): rule["then"] for rule in new.get("allOf", ())}
    for rule in old.get("allOf", ()):
        name = str(rule["if"])
        if name not in after:
            yield f"{path}/allOf: {name} is gone"
            continue
        was, now = _data(rule["then"]), _data(after[name])
        for field in sorted(set(now["required"]) - set(was["required"])):
            yield f"{path}/data/{field}: is required now by {name}"
        for field in sorted(set(was["propertyNames"]["enum"]) - set(now["propertyNames"]["enum"])):
            yield f"{path}/data/{field}: is no longer taken by {name}"


def _data(then: Schema) -> Schema:
    data: Schema = then["properties"]["data"]
    return data


def _followed(schema: Schema, root: Schema) -> Schema:
    """The definition behind a reference."""
    while "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    return schema


def _type(schema: Schema) -> dict[str, Any]:
    """What a schema says of a value itself, but for the list of values, which may grow."""
    said = {key: value for key, value in schema.items() if key not in WORDS and key != "enum"}
    return said | ({"enum": "..."} if "enum" in schema else {})
