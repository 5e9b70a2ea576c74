"""Facts in, verified messages out: model text if it passes every check, the template otherwise."""

from collections.abc import Sequence

from services.messenger.cohorts.channel import Channel
from services.messenger.compose.interface import Message, TextSource
from services.messenger.facts.facts import Facts


def compose(
    facts: Facts, channels: Sequence[Channel], source: TextSource, *, first_name: str | None = None
) -> dict[Channel, Message]:
    """One message per channel, all of one shape. Raises NoTruthfulText.

    `first_name` enters only after the text is verified, and is printed as it is.
    """
    raise NotImplementedError
