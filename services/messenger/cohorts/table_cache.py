"""The text cache in the table: one item per shape and prompt version, with a lease on its making."""

import json
from dataclasses import dataclass
from typing import Final

from services.core.clock import Clock, Instant, epoch_seconds, wall_deadline
from services.core.table import keys
from services.messenger.cohorts.shape import Shape
from services.messenger.cohorts.slot_text import SlotText
from services.messenger.compose.interface import LeaseState
from services.messenger.ports import ABSENT, Condition, Item, Table

LEASE_SECONDS: Final = 15
"""Longer than two calls at their deadline; a maker that died is succeeded after it."""

REFUSED_SECONDS: Final = 120
"""How long a shape goes without another try after the model failed for it: a storm must not hammer it."""

TEXT_SECONDS: Final = 48 * 3600


@dataclass(frozen=True, slots=True)
class TableTextCache:
    """`TextCache` on the single table; every expiry is judged here, since TTL deletes late."""

    table: Table
    clock: Clock

    def get(self, shape: Shape) -> tuple[LeaseState | None, SlotText | None]:
        """The state of the shape's item, expired ones read as absent."""
        item = self._item(shape)
        if item is None or self._over(item):
            return None, None
        match item["state"]:
            case "READY":
                return LeaseState.READY, SlotText(json.loads(item["text"]))
            case "REFUSED":
                return LeaseState.REFUSED, None
            case _:
                return LeaseState.OTHERS, None

    def lease(self, shape: Shape) -> LeaseState:
        """One conditional write; of several makers one wins."""
        item = self._item(shape)
        if item is not None and not self._over(item):
            return LeaseState.READY if item["state"] == "READY" else LeaseState.OTHERS
        until = wall_deadline(self.clock, LEASE_SECONDS)
        when: Condition = {"leaseUntil": item["leaseUntil"]} if item else {"state": ABSENT}
        won = self.table.put(self._new(shape, "GENERATING", until, until), when)
        return LeaseState.MINE if won else LeaseState.OTHERS

    def put(self, shape: Shape, text: SlotText | None) -> None:
        """Unconditional: whichever maker ends last has a text that passed its trial just as well."""
        seconds = REFUSED_SECONDS if text is None else TEXT_SECONDS
        until = wall_deadline(self.clock, seconds)
        item = self._new(shape, "REFUSED" if text is None else "READY", until, until)
        if text is not None:
            item["text"] = json.dumps(text.to_json(), ensure_ascii=False)
        self.table.put(item, {})

    def give_back(self, shape: Shape) -> None:
        """An ended lease in the place of ours. Should a text be there by now, it is made once more."""
        now = self.clock.now()
        self.table.put(self._new(shape, "GENERATING", now, now), {})

    def _item(self, shape: Shape) -> Item | None:
        key = keys.text(shape.shape_hash(), shape.prompt_version)
        return self.table.get(key.pk, key.sk)

    def _over(self, item: Item) -> bool:
        return int(item["leaseUntil"]) <= self.clock.now()

    def _new(self, shape: Shape, state: str, until: Instant, expires: Instant) -> Item:
        key = keys.text(shape.shape_hash(), shape.prompt_version)
        return {
            **key.primary(),
            "type": "text",
            "state": state,
            "leaseUntil": until,
            "expiresAt": epoch_seconds(expires) + 3600,
            "kind": shape.kind,
            "modelId": shape.model_id,
            "promptVersion": shape.prompt_version,
        }
