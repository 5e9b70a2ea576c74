"""One line of a bill."""

from __future__ import annotations

from dataclasses import dataclass

from flightpulse.cost.prices import Price


@dataclass(frozen=True, slots=True)
class Line:
    """A quantity of something at its price; `how` is the arithmetic in words."""

    what: str
    quantity: float
    price: Price
    how: str

    @property
    def dollars(self) -> float:
        """What it comes to."""
        return self.price.of(self.quantity)


def total(lines: list[Line]) -> float:
    """The sum of a bill."""
    return sum(line.dollars for line in lines)
