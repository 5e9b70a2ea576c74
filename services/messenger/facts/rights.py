"""Notes on passenger rights: versioned data with its source, never the model's words."""

import json
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("rights.json")


@cache
def _notes() -> dict[str, dict[str, Any]]:
    document = json.loads(_FILE.read_text(encoding="utf-8"))
    return {note["id"]: note for note in document["notes"]}


def rights_note(origin_country: str | None, disposition: str | None, late_minutes: int | None) -> str | None:
    """The id of the first note whose conditions hold, None when there is none.

    `disposition` and `late_minutes` are those of the message, None where it does not state them.
    """
    for identifier, note in _notes().items():
        late_enough = note["min_late_minutes"] is None or (late_minutes or 0) >= note["min_late_minutes"]
        same_fate = note["disposition"] in (None, disposition)
        if note["origin_country"] == origin_country and same_fate and late_enough:
            return identifier
    return None


def rights_text(identifier: str, locale: str) -> str:
    """The note in the locale's language, else in English. KeyError for an unknown note."""
    texts: dict[str, str] = _notes()[identifier]["text"]
    return texts.get(locale) or texts.get(locale.split("-")[0]) or texts["en"]
