"""Filling a slot text so that it fits its channel: greeting, rights and reason go first, a fact never."""

import re
from dataclasses import dataclass
from typing import Final

from services.messenger.cohorts.channel import Channel
from services.messenger.facts.facts import Facts
from services.messenger.phrases.locales import table_for
from services.messenger.phrases.render import render
from services.messenger.phrases.slots import DROPPABLE, GREETING_MARK, fill
from services.messenger.phrases.sms import sms_parts, to_gsm
from services.messenger.phrases.table import Style

SUBJECT_LIMIT: Final = 78
PUSH_LIMIT: Final = 178
SMS_PARTS: Final = 2


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled text, its greeting still marked; `fits` is False when even the facts alone are too long."""

    subject: str | None
    body: str
    fits: bool


def fill_to_fit(fields: dict[str, str], facts: Facts, channel: Channel, greeting: str) -> Filled:
    """The fullest form that fits; the one with the least dropped out of what may be."""
    if channel is Channel.EMAIL:
        return _email(fields, facts, greeting)
    body = ""
    for dropped in range(len(DROPPABLE) + 1):
        body = _short(fields[f"{channel.value}_body"], facts, channel, greeting, DROPPABLE[:dropped])
        if _within(body.replace(GREETING_MARK, greeting), channel):
            return Filled(None, body, True)
    return Filled(None, body, False)


def _within(text: str, channel: Channel) -> bool:
    return sms_parts(text) <= SMS_PARTS if channel is Channel.SMS else len(text) <= PUSH_LIMIT


def _email(fields: dict[str, str], facts: Facts, greeting: str) -> Filled:
    table = table_for(facts.locale)
    head = render(facts, table, Style.HEAD)
    body = fill(fields["email_body"], _values(facts, Style.LONG, greeting, ()))
    subject = fill(fields["email_subject"], head)
    return Filled(subject, body, len(subject) <= SUBJECT_LIMIT)


def _short(text: str, facts: Facts, channel: Channel, greeting: str, dropped: tuple[str, ...]) -> str:
    filled = fill(text, _values(facts, Style.SHORT, greeting, dropped))
    tidy = re.sub(r" +([.,])", r"\1", filled)
    return to_gsm_but_mark(tidy) if channel is Channel.SMS else tidy


def to_gsm_but_mark(text: str) -> str:
    """The text in GSM letters, the greeting's mark untouched."""
    return GREETING_MARK.join(to_gsm(part) for part in text.split(GREETING_MARK))


def _values(facts: Facts, style: Style, greeting: str, dropped: tuple[str, ...]) -> dict[str, str]:
    values = render(facts, table_for(facts.locale), style)
    if not greeting:
        values["greeting"] = ""
    return values | dict.fromkeys(dropped, "")
