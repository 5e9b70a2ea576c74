"""Every attribute that the API writes or names in a condition: all that its role may touch."""

from typing import Final

API_ATTRIBUTES: Final = (
    *("PK", "SK", "GSI2PK", "GSI2SK", "type", "synthetic", "status", "ver", "expiresAt"),
    *("bookingId", "locatorHash", "flightKeys", "flightKey", "flightVer", "cancelledFlights", "said"),
    *("passengerNo", "passengerId", "contactIds", "firstName", "lastName", "locale", "tier"),
    *("contactId", "kind", "address", "masked", "channels", "optedOut", "zone", "quiet"),
    *("changeId", "changedAt"),
)
