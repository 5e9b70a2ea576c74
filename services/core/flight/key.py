"""The flight key: what makes one flight this flight.

Operating carrier, number and suffix, local origin date, departure airport and
repeat number (the AIDX leg identifier). The airport belongs to it: in 2013 from
New York alone 24 pairs of flights share carrier, number and date.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

_KEY = re.compile(r"([A-Z0-9]{2})-(\d{4})([A-Z]?)-(\d{4}-\d{2}-\d{2})-([A-Z]{3})-([1-9]\d?)")

_DESIGNATOR = re.compile(r"([A-Z0-9]{2})(\d{1,4})([A-Z]?)", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class FlightKey:
    """`UA-0207-2013-03-08-EWR-1`; also the Kafka key of all its events."""

    carrier: str
    number: int
    suffix: str
    date: date
    airport: str
    repeat: int = 1
    _text: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        number = f"{self.number:04d}{self.suffix}"
        text = f"{self.carrier}-{number}-{self.date.isoformat()}-{self.airport}-{self.repeat}"
        object.__setattr__(self, "_text", text)

    def __hash__(self) -> int:
        return hash(self._text)

    @classmethod
    def parse(cls, text: str) -> "FlightKey":
        """Read a key; ValueError says what would be right."""
        return _parse(text)

    def __str__(self) -> str:
        return self._text

    @property
    def designator(self) -> str:
        """The flight designator as passengers know it: `UA207`."""
        return f"{self.carrier}{self.number}{self.suffix}"


@dataclass(frozen=True, slots=True)
class Designator:
    """The name under which a carrier sells a flight, its own or another's: `UA207`, `LH7655`."""

    carrier: str
    number: int
    suffix: str

    @classmethod
    def parse(cls, text: str) -> "Designator":
        """Leading zeros do not matter. ValueError says what would be right."""
        match = _DESIGNATOR.fullmatch(text)
        if match is None:
            raise ValueError(f"not a designator: {text!r}; right is UA207")
        carrier, number, suffix = match.groups()
        return cls(carrier, int(number), suffix)

    def __str__(self) -> str:
        return f"{self.carrier}{self.number}{self.suffix}"


@lru_cache(maxsize=16_384)  # a flight has many events, each with the same key
def _parse(text: str) -> FlightKey:
    match = _KEY.fullmatch(text)
    if match is None:
        raise ValueError(
            f"not a flight key: {text!r}; right is carrier-number-date-airport-repeat,"
            " for example UA-0207-2013-03-08-EWR-1"
        )
    carrier, number, suffix, day, airport, repeat = match.groups()
    try:
        return FlightKey(carrier, int(number), suffix, date.fromisoformat(day), airport, int(repeat))
    except ValueError as error:
        raise ValueError(f"not a flight key: {text!r} ({error})") from error
