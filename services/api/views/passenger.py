"""A passenger as the API shows it."""

from pydantic import Field

from services.api.ports import Item
from services.api.views.base import View


class PassengerView(View):
    """Who travels. Addresses belong to contacts and are shown nowhere but masked."""

    passenger_id: str = Field(examples=["7GJ2K9QX4M0PZ3R5T8VB"])
    first_name: str = Field(examples=["Maria"])
    last_name: str = Field(examples=["Huber"])
    locale: str = Field(description="language tag (BCP 47)", examples=["de-DE"])
    tier: str = Field(description="frequent-flyer tier", examples=["GOLD"])


def passenger_view(item: Item) -> PassengerView:
    """The view of a PSG item."""
    return PassengerView(
        passenger_id=item["passengerId"],
        first_name=item["firstName"],
        last_name=item["lastName"],
        locale=item["locale"],
        tier=item["tier"],
    )
