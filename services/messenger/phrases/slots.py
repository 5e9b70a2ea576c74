"""The slot language: what a text may leave open, and what each slot stands for."""

import re
from collections.abc import Mapping
from typing import Final

SLOT_OF: Final = {
    "disposition": "disposition",
    "diversion": "diversion",
    "time": "time_change",
    "gate": "gate_change",
    "terminal": "terminal_change",
    "next_info": "next_info",
}
"""The slot of each fact. Old and new value share one slot, so that nobody can swap them."""

DROPPABLE: Final = ("greeting", "rights", "reason", "manage_link")
"""What may be left out for length, in this order. A fact never is."""

GREETING_MARK: Final = "\ue000"
"""Stands for the greeting until the text is verified: a name is not a fact and must not be read as one."""

PATTERN: Final = re.compile(r"\{\{([a-z_]+)\}\}")


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with every slot replaced, in one pass: a value that looks like a slot stays as it is.

    KeyError for a slot without a value. An empty value takes the space around it along.
    """
    filled = PATTERN.sub(lambda match: values[match.group(1)], text)
    filled = re.sub(r"[ \t]+", " ", filled)
    filled = re.sub(r" ?\n ?", "\n", filled)
    filled = re.sub(r"\n{3,}", "\n\n", filled)
    return filled.strip()
