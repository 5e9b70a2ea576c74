"""docs/events is made from the models, and a model may only grow."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from services.core.contracts.detail_types import PRODUCERS
from services.core.contracts.details import DETAILS
from services.messenger.sweeper.looks import look_request
from services.rebooking.events import rebooking_needed
from tests.event_schemas import misfits
from tests.infra.bus_events import CANCELLED_BOOKING, MARKING
from tools.schemas.__main__ import FOLDER, files, main
from tools.schemas.catalogue import schemas
from tools.schemas.growth import breaks

Change = Callable[[dict[str, Any]], Any]
BREAKS: dict[str, Change] = {
    "a field is gone": lambda schema: schema["properties"].pop("ver"),
    "a nested field is gone": lambda schema: schema["$defs"]["TimeData"]["properties"].pop("out"),
    "another type": lambda schema: schema["properties"].update(ver={"type": "string"}),
    "null where there was none": lambda schema: schema["properties"].update(
        asOf={"anyOf": [{"type": "string"}, {"type": "null"}]}
    ),
    "a value is gone": lambda schema: schema["$defs"]["TimeData"]["properties"]["disposition"]["enum"].pop(),
    "a new field that is required": lambda schema: (
        schema["properties"].update(airline={"type": "string"}),
        schema["required"].append("airline"),
    ),
    "a field that may be missing now": lambda schema: schema["required"].remove("ver"),
}
GROWS: dict[str, Change] = {
    "nothing": lambda schema: None,
    "an optional field": lambda schema: schema["properties"].update(airline={"type": "string"}),
    "a further value": lambda schema: schema["$defs"]["TimeData"]["properties"]["disposition"]["enum"].append(
        "LOST"
    ),
    "another description": lambda schema: schema.update(description="said better"),
}


def test_the_files_are_what_the_models_give() -> None:
    made = files(schemas())
    assert {path.name for path in FOLDER.iterdir()} == set(made), "run `make schemas`"
    assert [name for name, text in made.items() if (FOLDER / name).read_text() != text] == [], (
        "run `make schemas`"
    )


def test_every_detail_type_has_a_model() -> None:
    assert set(DETAILS) == set(PRODUCERS)


@pytest.mark.parametrize("change", BREAKS.values(), ids=BREAKS)
def test_a_change_that_breaks_a_reader_is_found(change: Change) -> None:
    assert len(breaks(_delayed(), _changed(change))) == 1


@pytest.mark.parametrize("change", GROWS.values(), ids=GROWS)
def test_a_schema_may_grow(change: Change) -> None:
    assert breaks(_delayed(), _changed(change)) == []


def test_an_event_type_of_the_canonical_format_needs_no_field_that_it_did_not_need_before() -> None:
    old = schemas()["kafka.canonical"]
    new = copy.deepcopy(old)
    rules = {rule["if"]["properties"]["eventType"]["const"]: rule["then"] for rule in new["allOf"]}
    data = rules["flight.delayed"]["properties"]["data"]
    data["required"].append("reason")
    data["propertyNames"]["enum"].remove("nextInfoAt")
    assert [line.split(":")[0] for line in breaks(old, new)] == ["/data/reason", "/data/nextInfoAt"]


def test_the_command_refuses_a_model_that_lost_a_field_and_an_event_that_is_gone(tmp_path: Path) -> None:
    wider = _changed(lambda schema: schema["properties"].update(airline={"type": "string"}))
    (tmp_path / "bus.flight.delayed.json").write_text(json.dumps(wider))
    (tmp_path / "bus.flight.lost.json").write_text("{}")
    with pytest.raises(SystemExit) as refused:
        main(["--against", str(tmp_path)])
    assert "bus.flight.delayed/airline: is gone\nbus.flight.lost: is gone\n" in str(refused.value)


def test_what_the_lambdas_say_fits_its_schema() -> None:
    row = {"flightKey": "F", "contactId": "c", "GSI1SK": "2013#TOLD#F#CON#c"}
    events = [
        rebooking_needed("B-1", CANCELLED_BOOKING, MARKING),
        look_request(row, None),
        look_request(row, 1_362_751_500_000),
    ]
    assert [line for event in events for line in misfits(event.detail_type, event.detail)] == []


def _delayed() -> dict[str, Any]:
    return schemas()["bus.flight.delayed"]


def _changed(change: Change) -> dict[str, Any]:
    schema = copy.deepcopy(_delayed())
    change(schema)
    return schema
