"""The items that the messenger writes: TOLD and the record of each notification."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from services.core.clock import sortable_instant
from services.core.table import keys
from services.core.table.told_item import COMES_AND_GOES, told_item
from services.messenger.notification import Notification
from services.messenger.ports import Condition, Item, Put, Table
from services.messenger.told_record import ToldRecord

PENDING = "PENDING"
HELD = "HELD"
MAY_GO = (*COMES_AND_GOES, "status")


def told_record_item(flight_key: str, contact_id: str, record: ToldRecord) -> Item:
    """The TOLD item. Its index entry says what is due.

    A lease ends by the wall clock, a hold by business time: in a replay they are years apart.
    """
    item = told_item(flight_key, contact_id, record.told)
    if record.told.due is not None:
        item["status"] = HELD if record.told.held else PENDING
    return item


def notification_item(notification: Notification) -> Item:
    """The NTF item: text, facts and the whole why."""
    identity, as_of = notification.notification_id, sortable_instant(notification.as_of)
    return {
        **keys.notification(identity).primary(),
        **keys.contact_notification(notification.contact_id, as_of, identity).gsi1(),
        **keys.flight_notification(notification.flight_key, as_of, identity).gsi2(),
        "type": "notification",
        **{name: value for name, value in notification.to_json().items() if value is not None},
    }


class Writers:
    """The messenger's writes: TOLD of each contact under its own condition; records as many as there are."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def told(self, flight_key: str, contact_id: str, record: ToldRecord, when: Condition) -> bool:
        """Replace TOLD if the condition holds."""
        return self._table.put(told_record_item(flight_key, contact_id, record), when)

    def told_each(
        self, flight_key: str, changes: Sequence[tuple[str, ToldRecord, Condition]]
    ) -> list[Callable[[], bool]]:
        """Replace TOLD of each contact if its own condition holds; answers as those of `Table.put_each`."""
        return self._table.put_each(
            [
                Put(told_record_item(flight_key, contact, record), when, MAY_GO)
                for contact, record, when in changes
            ]
        )

    def notifications(self, notifications: Sequence[Notification]) -> None:
        """Write each record once; what a sender added to it later stays."""
        self._table.put_new([notification_item(notification) for notification in notifications])

    def refused(self, notification: Notification, code: str) -> None:
        """Note on the record that the bus refused to carry it."""
        self._table.put(notification_item(notification) | {"refused": code}, {})
