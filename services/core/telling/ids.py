"""Identities of contacts and notifications: the same cause gives the same id, whoever computes it."""

import hashlib
import hmac


def contact_id(secret: bytes, address: str) -> str:
    """A contact by its normalised number or address, under a secret: a plain hash can be enumerated."""
    return hmac.new(secret, address.encode(), hashlib.sha256).hexdigest()[:32]


def locator_hash(secret: bytes, locator: str) -> str:
    """A record locator as it may appear in a key."""
    return hmac.new(secret, b"locator|" + locator.upper().encode(), hashlib.sha256).hexdigest()[:32]


def notification_id(flight_key: str, contact: str, channel: str, n: int) -> str:
    """One notification: flight, contact, channel and number. Never the truth that it states."""
    return _digest(f"{flight_key}|{contact}|{channel}|{n}")


def resend_id(request_id: str, channel: str) -> str:
    """A notification that somebody asked to have sent again: the same request gives one message."""
    return _digest(f"resend|{request_id}|{channel}")


def text_hash(subject: str, body: str) -> str:
    """What the bus carries in place of the text."""
    return hashlib.sha256(f"{subject}\n{body}".encode()).hexdigest()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
