"""Which of the known locales speaks for a wanted one (the lookup of RFC 4647)."""

from collections.abc import Mapping
from typing import Final, TypeVar

T = TypeVar("T")

DEFAULT: Final = "en"


def nearest(wanted: str, known: Mapping[str, T]) -> T:
    """The locale itself, else what is left when its last parts are cut off, else English.

    Keys of `known` are in lower case; KeyError where it has no English.
    """
    parts = wanted.strip().lower().replace("_", "-").split("-")
    for length in range(len(parts), 0, -1):
        tag = "-".join(parts[:length])
        if tag in known:
            return known[tag]
    return known[DEFAULT]
