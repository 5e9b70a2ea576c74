"""A contact as the API shows it: its preferences, and its address masked."""

from pydantic import Field

from services.api.ports import Item
from services.api.views.base import View
from services.api.views.new_booking import QuietBody


class ContactView(View):
    """One contact of a passenger."""

    contact_id: str = Field(examples=["5b1f0c9a7d3e4f62a1b0c9d8e7f60514"])
    address: str = Field(description="masked", examples=["m***@example.com"])
    channels: list[str] = Field(examples=[["email"]])
    opted_out: list[str] = Field(examples=[[]])
    locale: str = Field(examples=["de-DE"])
    quiet: QuietBody | None


class ContactsView(View):
    """Everybody who is told about a passenger's flights."""

    items: list[ContactView]


def contact_view(item: Item) -> ContactView:
    """The view of a CON item."""
    quiet = item.get("quiet")
    return ContactView(
        contact_id=item["contactId"],
        address=item["masked"],
        channels=list(item["channels"]),
        opted_out=sorted(item.get("optedOut", ())),
        locale=item["locale"],
        quiet=QuietBody(**quiet) if quiet else None,
    )
