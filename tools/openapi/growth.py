"""What a client of the old description would stumble over in the new one."""

from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]
_TOLD = frozenset(
    {"title", "description", "examples", "example", "default", "properties", "required", "items"}
)


def breaks(old: Json, new: Json) -> list[str]:
    """By operation; empty when the API only grew."""
    found: list[str] = []
    for path, methods in old["paths"].items():
        for method, before in methods.items():
            after = new["paths"].get(path, {}).get(method)
            name = f"{method.upper()} {path}"
            lines = ["is gone"] if after is None else _operation(before, after, old, new)
            found += [f"{name}: {line}" for line in lines]
    return found


def _operation(before: Json, after: Json, old: Json, new: Json) -> Iterator[str]:
    yield from _parameters(before, after)
    if before.get("security") != after.get("security"):
        yield "is open to other scopes"
    was, now = _body(before), _body(after)
    if now is not None and was is None:
        yield "needs a body"
    if was is not None and now is not None:
        yield from _schema("body", was, now, old, new, sent=True)
    for status, answer in before["responses"].items():
        if not status.startswith("2"):
            continue
        if status not in after["responses"]:
            yield f"no longer answers {status}"
            continue
        yield from _schema(
            status, _content(answer), _content(after["responses"][status]), old, new, sent=False
        )


def _parameters(before: Json, after: Json) -> Iterator[str]:
    was, now = _by_name(before), _by_name(after)
    for place, parameter in was.items():
        if place not in now:
            yield f"the parameter {place[1]} is gone"
            continue
        lost = _values(parameter["schema"]) - _values(now[place]["schema"])
        if lost:
            yield f"the parameter {place[1]} no longer takes {sorted(lost)[0]}"
    for place, parameter in now.items():
        if parameter.get("required") and not was.get(place, {}).get("required"):
            yield f"the parameter {place[1]} is required now"


def _schema(path: str, was: Json, now: Json, old: Json, new: Json, *, sent: bool) -> Iterator[str]:
    """`sent`: by the client, who may send no more and no less; otherwise to it, who may get more."""
    was, now = _followed(was, old), _followed(now, new)
    if _shape(was) != _shape(now):
        yield f"{path} has another type or other limits"
        return
    lost = _values(was) - _values(now) if sent else set()
    if lost:
        yield f"{path} no longer takes {sorted(lost)[0]}"
    required, requires = set(was.get("required", ())), set(now.get("required", ()))
    for name in sorted(requires - required if sent else required - requires):
        yield f"{path}.{name} is required now" if sent else f"{path}.{name} is no longer sure to be there"
    for name, before in was.get("properties", {}).items():
        after = now.get("properties", {}).get(name)
        if after is None:
            yield f"{path}.{name} is gone"
        else:
            yield from _schema(f"{path}.{name}", before, after, old, new, sent=sent)
    if "items" in was and "items" in now:
        yield from _schema(f"{path}[]", was["items"], now["items"], old, new, sent=sent)


def _followed(schema: Json, root: Json) -> Json:
    while "$ref" in schema:
        schema = root["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def _shape(schema: Json) -> dict[str, Any]:
    return {name: value for name, value in schema.items() if name not in _TOLD and name != "enum"}


def _values(schema: Json) -> set[str]:
    return set(map(str, schema.get("enum", ())))


def _by_name(operation: Json) -> dict[tuple[str, str], Json]:
    return {(one["in"], one["name"]): one for one in operation.get("parameters", ())}


def _body(operation: Json) -> Json | None:
    return _content(operation["requestBody"]) if "requestBody" in operation else None


def _content(holder: Json) -> Json:
    content = holder.get("content", {}).get("application/json", {})
    schema: Json = content.get("schema", {})
    return schema
