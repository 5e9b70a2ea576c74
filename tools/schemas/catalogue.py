"""Every schema by the name of its file, made from the models of the bus and of the Kafka formats."""

from typing import Any, Final

import msgspec

from services.consumer.formats.canonical import SCHEMA_VERSION, SPEC_VERSION, CanonicalEvent
from services.consumer.formats.three_type import Cancelled, Delay, GateChange
from services.core.contracts.details import DETAILS
from services.core.flight.authority import Authority
from services.core.flight.event_types import EVENT_TYPES

Schema = dict[str, Any]
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
THREE_TYPES: Final[dict[str, type]] = {
    "FLIGHT_DELAY": Delay,
    "FLIGHT_CANCELLED": Cancelled,
    "GATE_CHANGE": GateChange,
}


def schemas() -> dict[str, Schema]:
    """File name without its ending to schema: bus.<detail type>, kafka.canonical, kafka.<event type>."""
    found = {f"bus.{name}": _schema(name, model) for name, model in DETAILS.items()}
    found["kafka.canonical"] = _canonical()
    found |= {f"kafka.{name}": _three_type(name, payload) for name, payload in THREE_TYPES.items()}
    return found


def _schema(title: str, model: type) -> Schema:
    made: Schema = msgspec.json.schema(model)
    definitions = made.pop("$defs")
    name = made["$ref"].rpartition("/")[2]
    whole: Schema = definitions.pop(name) | {"title": title}
    rest = {"$defs": definitions} if definitions else {}
    return {"$schema": DIALECT} | whole | rest


def _canonical() -> Schema:
    """The envelope, and for each event type the data that it takes and needs."""
    schema = _schema("a canonical operations event", CanonicalEvent)
    properties = schema["properties"]
    properties["specVersion"] = {"const": SPEC_VERSION}
    properties["schemaVersion"] = {"const": SCHEMA_VERSION}
    properties["sourceAuthority"] = {"enum": list(Authority.__members__)}
    properties["eventType"] = {"enum": list(EVENT_TYPES)}
    schema["allOf"] = [
        {
            "if": {"properties": {"eventType": {"const": name}}},
            "then": {
                "properties": {
                    "data": {
                        "required": list(kind.required),
                        "propertyNames": {"enum": [*kind.required, *kind.optional]},
                    }
                }
            },
        }
        for name, kind in EVENT_TYPES.items()
    ]
    return schema


def _three_type(name: str, payload: type) -> Schema:
    text = {"type": "string", "minLength": 1, "maxLength": 200}
    inner = _schema(name, payload)
    return {
        "$schema": DIALECT,
        "title": f"{name} of the three-type operations format",
        "type": "object",
        "properties": {
            "event_id": text,
            "event_type": {"const": name},
            "timestamp": {"type": "string"},
            "source": text,
            "payload": {key: inner[key] for key in ("type", "properties", "required")},
        },
        "required": ["event_id", "event_type", "timestamp", "source", "payload"],
    }
