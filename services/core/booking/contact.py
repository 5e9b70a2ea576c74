"""Contacts: a number or an address that messages go to, and what may be shown of it."""

import re
from dataclasses import dataclass
from enum import StrEnum

from services.core.telling.quiet_hours import QuietHours


class Channel(StrEnum):
    """How a message travels."""

    EMAIL = "email"
    SMS = "sms"
    PUSH = "push"


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact. Two passengers on one phone are one contact, and get one message."""

    contact_id: str
    kind: str
    address: str
    channels: tuple[Channel, ...]
    locale: str
    zone: str
    first_name: str | None = None
    opted_out: frozenset[Channel] = frozenset()
    quiet: QuietHours | None = None

    @property
    def masked(self) -> str:
        """What events and screens may show of the address."""
        return mask(self.address)

    @property
    def wanted(self) -> tuple[Channel, ...]:
        """The channels that are not opted out of."""
        return tuple(channel for channel in self.channels if channel not in self.opted_out)


_E164 = re.compile(r"\+[1-9]\d{6,14}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def normalise(address: str) -> str:
    """A number as E.164, an address in lower case; ValueError says what would be right."""
    if "@" in address:
        lowered = address.strip().lower()
        if not _EMAIL.fullmatch(lowered):
            raise ValueError("not an e-mail address; right is name@example.com")
        return lowered
    digits = re.sub(r"[\s().-]", "", address)
    if not _E164.fullmatch(digits):
        raise ValueError("not a phone number in E.164; right is +12025550123")
    return digits


def mask(address: str) -> str:
    """`m***@example.com` or `+1***23`: enough for the owner to recognise, too little to use."""
    if "@" in address:
        name, _, domain = address.partition("@")
        return f"{name[:1]}***@{domain}"
    return f"{address[:2]}***{address[-2:]}"
