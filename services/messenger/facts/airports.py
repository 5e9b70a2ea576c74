"""Airports: city, IANA zone and country by IATA code, from airports.json."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from services.messenger.facts.aspects import Place

_FILE = Path(__file__).with_name("airports.json")


@cache
def _document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return document


def airport(iata: str) -> Place:
    """The airport; one that we do not know has no city, and its times are told in UTC."""
    row = _document()["airports"].get(iata)
    if row is None:
        return Place(iata, None, "UTC")
    return Place(iata, row[0], _document()["zones"][row[1]])


def country(iata: str) -> str | None:
    """ISO 3166 country of the airport, None when we do not know it."""
    row = _document()["airports"].get(iata)
    return row[2] if row else None


@cache
def codes() -> frozenset[str]:
    """Every IATA airport code that we know."""
    return frozenset(_document()["airports"])


@cache
def cities() -> frozenset[str]:
    """Every city of an airport, as written."""
    return frozenset(row[0] for row in _document()["airports"].values() if row[0])
