"""What a flight is called outside."""

from typing import Final

PUBLIC_STATUSES: Final = ("scheduled", "delayed", "boarding", "departed", "arrived", "cancelled", "diverted")
"""Every value of `Derived.public_status`; flights are listed by it."""
