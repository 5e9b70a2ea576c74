"""The flight key: what makes one flight this flight.

Operating carrier, number and suffix, local origin date, departure airport and
repeat number (the AIDX leg identifier). The airport belongs to it: in 2013 from
New York alone 24 pairs of flights share carrier, number and date.
"""

import re
from dataclasses import dataclass
from datetime import date

_KEY = re.compile(r"([A-Z0-9]{2})-(\d{4})([A-Z]?)-(\d{4}-\d{2}-\d{2})-([A-Z]{3})-([1-9]\d?)")


@dataclass(frozen=True, slots=True, order=True)
class FlightKey:
    """`UA-0207-2013-03-08-EWR-1`; also the Kafka key of all its events."""

    carrier: str
    number: int
    suffix: str
    date: date
    airport: str
    repeat: int = 1

    @classmethod
    def parse(cls, text: str) -> "FlightKey":
        """Read a key; ValueError says what would be right."""
        match = _KEY.fullmatch(text)
        if match is None:
            raise ValueError(
                f"not a flight key: {text!r}; right is carrier-number-date-airport-repeat,"
                " for example UA-0207-2013-03-08-EWR-1"
            )
        carrier, number, suffix, day, airport, repeat = match.groups()
        try:
            return cls(carrier, int(number), suffix, date.fromisoformat(day), airport, int(repeat))
        except ValueError as error:
            raise ValueError(f"not a flight key: {text!r} ({error})") from error

    def __str__(self) -> str:
        number = f"{self.number:04d}{self.suffix}"
        return f"{self.carrier}-{number}-{self.date.isoformat()}-{self.airport}-{self.repeat}"

    @property
    def designator(self) -> str:
        """The flight designator as passengers know it: `UA207`."""
        return f"{self.carrier}{self.number}{self.suffix}"
