"""What the page is told of where it runs, before anybody has signed in: nothing of a flight or a person."""

from dataclasses import dataclass, field
from typing import Final

from services.api.auth.sign_in import SignIn

STAND_INS: Final = "AWS, Kafka and the language model are stand-ins on this machine; no message leaves it."
PEOPLE: Final = "Bookings, passengers and contacts are made up."
REPLAY: Final = (
    "Flights are replayed from records of 2013: schedules and actual times are real, estimates and gates are"
    " made up."
)


@dataclass(frozen=True, slots=True)
class PageConfig:
    """`local`: everything runs on a developer's machine. `replay`: business time is that of the events."""

    local: bool = False
    replay: bool = False
    sign_in: SignIn | None = field(default=None)

    @property
    def simulated(self) -> list[str]:
        """What is not what it seems, to be shown with the data."""
        return [STAND_INS, PEOPLE, *([REPLAY] if self.replay else [])] if self.local else []
