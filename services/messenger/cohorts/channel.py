"""The channels a contact can be told on."""

from enum import StrEnum


class Channel(StrEnum):
    """A way to reach a contact; the value is also the tail of the bus's detail type."""

    EMAIL = "email"
    SMS = "sms"
    PUSH = "push"


FIELDS: dict[Channel, tuple[str, ...]] = {
    Channel.EMAIL: ("email_subject", "email_body"),
    Channel.SMS: ("sms_body",),
    Channel.PUSH: ("push_body",),
}
"""The text fields of each channel, as a slot text and the model's tool name them."""
