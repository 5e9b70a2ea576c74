"""What a caller sends to book."""

from typing import Any

from tests.unit.api.world import KEY

PHONE = "+1 (202) 555-0123"


def contact(**changes: Any) -> dict[str, Any]:
    """One contact."""
    return {"address": PHONE, "channels": ["sms"], "locale": "en", "zone": "America/New_York"} | changes


def traveller(identity: str = "P-new", **changes: Any) -> dict[str, Any]:
    """One passenger, told by phone."""
    return {
        "passengerId": identity,
        "firstName": "Ada",
        "lastName": "Byron",
        "locale": "en",
        "contacts": [contact()],
    } | changes


def order(**changes: Any) -> dict[str, Any]:
    """One passenger on the flight of the small world."""
    return {"flightKeys": [str(KEY)], "passengers": [traveller()], "locator": "ABC234"} | changes
