"""The greeting: the only place where a person's name meets a text, after the text is verified."""

import re
from typing import Final

from services.messenger.cohorts.channel import Channel
from services.messenger.phrases.sms import to_gsm
from services.messenger.phrases.table import PhraseTable

LONGEST_NAME: Final = 40
_FACT_LIKE: Final = re.compile(r"\d|://|www\.|@", re.IGNORECASE)


def greeting(first_name: str | None, channel: Channel, table: PhraseTable) -> str:
    """`Hello Anna,`; without a usable name `Hello,` in an e-mail and nothing elsewhere.

    The name is printed as it is, slots and quotes included. One that holds a digit or a link is
    not used: nobody could tell it from a fact.
    """
    name = _printable(first_name or "")
    if not name or len(name) > LONGEST_NAME or _FACT_LIKE.search(name):
        return table.greeting_unnamed if channel is Channel.EMAIL else ""
    text = table.greeting.replace("{name}", name)
    return to_gsm(text) if channel is Channel.SMS else text


def _printable(name: str) -> str:
    """Without control, format and private-use characters, which could hide or reverse what follows."""
    return " ".join("".join(char for char in name if char.isprintable()).split())
