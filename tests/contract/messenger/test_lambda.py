"""The Lambda's own wiring against the embedded AWS: a batch in, texts recorded and events on the bus."""

from __future__ import annotations

import io
import json

import pytest

from services.core.awsio.blocking.clients import client
from services.core.clock import format_instant
from services.core.table.contact_item import contact_item
from services.messenger import bootstrap
from services.messenger.dynamo import DynamoTable
from tests.contract.messenger.conftest import Cloud
from tests.fakes.messenger import ANN, AS_OF, DELAYED, FLIGHT, booking_row, contact, flight_state_item

pytestmark = pytest.mark.emulator


def environment(cloud: Cloud) -> dict[str, str]:
    return {"FLIGHTPULSE_TABLE": cloud.table, "FLIGHTPULSE_BUS": cloud.bus, "FLIGHTPULSE_CLOCK": "event"}


def test_a_batch_is_told_recorded_published_and_closed(cloud: Cloud) -> None:
    table = DynamoTable(client("dynamodb"), cloud.table)
    for item in (flight_state_item(DELAYED), contact_item(contact(), synthetic=True), booking_row()):
        table.put(item, {})
    messenger = bootstrap.messenger(environment(cloud), io.StringIO())
    batch = {
        "kind": "batch",
        "flightKey": FLIGHT,
        "eventId": "event-1",
        "correlationId": "correlation-1",
        "asOf": format_instant(AS_OF),
        "traceparent": None,
        "contacts": [ANN],
    }

    first = messenger.deliver(batch, lambda: 60.0)
    second = messenger.deliver(batch, lambda: 60.0)

    assert first == {"contacts": 1, "told": 1, "quiet": {}, "held": 0, "failed": []}
    assert second == {"contacts": 1, "told": 0, "quiet": {"telling.already-told": 1}, "held": 0, "failed": []}
    (event,) = [json.loads(body) for body in cloud.heard()]
    assert (event["source"], event["detail-type"]) == ("flightpulse.messenger", "notification.sms")
    record = table.get("NTF#" + event["detail"]["notificationId"], "META")
    assert record is not None
    assert "9:50" in record["body"]
    told = table.get(f"TOLD#{FLIGHT}", f"CON#{ANN}")
    assert told is not None
    assert "pending" not in told
    assert "GSI1PK" not in told
