"""What each slot of a shape reads like, with its values left out: for the prompt."""

import string
from typing import Protocol

from services.messenger.phrases.locales import table_for
from services.messenger.phrases.slots import SLOT_OF
from services.messenger.phrases.table import PhraseTable, Style


class _Shape(Protocol):
    @property
    def aspects(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def locale(self) -> str: ...
    @property
    def fields(self) -> tuple[str, ...]: ...
    def required(self, field: str) -> tuple[str, ...]: ...
    def optional(self, field: str) -> tuple[str, ...]: ...


def reads_like(shape: _Shape) -> dict[str, str]:
    """Slot to pattern, for every slot that some field of the shape may use."""
    table = table_for(shape.locale)
    patterns = {
        "flight": _blank(table.flight),
        "route": _blank(table.route[Style.LONG]),
        "greeting": "a greeting, complete",
        "reason": _blank(table.reason),
        "rights": "a complete sentence about passenger rights",
        "manage_link": "a link to the booking",
        "delay_length": _blank(table.delay_length["hours_minutes"]),
    }
    patterns |= {SLOT_OF[fact]: _pattern(fact, way, table) for fact, way in shape.aspects}
    used = {slot for field in shape.fields for slot in (*shape.required(field), *shape.optional(field))}
    return {slot: pattern for slot, pattern in patterns.items() if slot in used}


def _pattern(fact: str, way: str, table: PhraseTable) -> str:
    phrases = getattr(table, SLOT_OF[fact])
    return _blank(phrases.get(way) or phrases[f"{way}_previous"])


def _blank(phrase: str) -> str:
    """`from gate {old} to gate {new}` as `from gate <old> to gate <new>`."""
    return "".join(
        literal + (f"<{name}>" if name else "") for literal, name, _, _ in string.Formatter().parse(phrase)
    )
