"""Facts in, verified messages out: model text if it passes every check, the template otherwise."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from services.messenger.cohorts.channel import Channel
from services.messenger.cohorts.shape import Shape
from services.messenger.cohorts.shape_of import shape_of
from services.messenger.cohorts.slot_text import SlotText
from services.messenger.compose.fit import Filled, fill_to_fit
from services.messenger.compose.greeting import greeting
from services.messenger.compose.interface import (
    Message,
    NoTruthfulText,
    Rejection,
    Source,
    SourcedText,
    TextSource,
)
from services.messenger.compose.trial import readback, refusals
from services.messenger.facts.facts import Facts
from services.messenger.model.prompt import PROMPT_VERSION
from services.messenger.phrases.locales import table_for
from services.messenger.phrases.slots import GREETING_MARK
from services.messenger.phrases.sms import sms_parts
from services.messenger.templates.build import template_for
from services.messenger.verify.slot_rules import slot_errors

_TEXTS_KEPT: Final = 512


def compose(
    facts: Facts, channels: Sequence[Channel], source: TextSource, *, first_name: str | None = None
) -> dict[Channel, Message]:
    """One message per channel, all of one shape. Raises NoTruthfulText.

    `first_name` enters only after the text is verified, and is printed as it is.
    """
    if not facts.names:
        raise NoTruthfulText(f"no text can state {sorted(facts.unstatable)} of {facts.designator}")
    model_id = source.model_id()
    shape = shape_of(facts, channels, PROMPT_VERSION, model_id or "")
    sourced, rejections = _model_text(facts, shape, source) if model_id else (None, ())
    letter = _Letter(facts, facts.facts_hash, shape, first_name, rejections)
    return {channel: _message(letter, channel, sourced) for channel in shape.channels}


@dataclass(frozen=True, slots=True)
class _Letter:
    """What the messages of all channels have in common."""

    facts: Facts
    facts_hash: str
    shape: Shape
    first_name: str | None
    rejections: tuple[str, ...]


def _model_text(facts: Facts, shape: Shape, source: TextSource) -> tuple[SourcedText | None, tuple[str, ...]]:
    """The rules may have changed since a cached text was made; `_message` reads it with these facts."""
    seen: list[str] = []

    def trial(text: SlotText) -> Sequence[Rejection]:
        errors = refusals(text, shape, facts)
        seen.extend(error.check for error in errors)
        return errors

    sourced = source.text(shape, trial)
    if sourced is not None and sourced.source is Source.CACHED:
        seen.extend(error.check for error in _rule_errors(shape, tuple(sourced.text.fields.items())))
        return (None if seen else sourced), tuple(seen)
    return sourced, tuple(seen)


@lru_cache(_TEXTS_KEPT)
def _rule_errors(shape: Shape, fields: tuple[tuple[str, str], ...]) -> tuple[Rejection, ...]:
    """The rules do not change while a process runs, and hundreds are told by one cached text."""
    return slot_errors(shape, SlotText(dict(fields)))


def _message(letter: _Letter, channel: Channel, sourced: SourcedText | None) -> Message:
    facts = letter.facts
    hello = greeting(letter.first_name, channel, table_for(facts.locale))
    rejections = letter.rejections
    if sourced is not None:
        filled = fill_to_fit(sourced.text.to_json(), facts, channel, hello)
        errors = [error.check for error in readback(filled, facts)]
        errors += [] if filled.fits else ["too_long"]
        if not errors:
            return _finished(letter, channel, sourced, filled, hello, rejections)
        rejections = (*rejections, *errors)
    template = SourcedText(template_for(letter.shape), Source.TEMPLATE, "")
    filled = fill_to_fit(template.text.to_json(), facts, channel, hello)
    if errors := [error.check for error in readback(filled, facts)]:
        raise NoTruthfulText(f"the {letter.shape.kind} template of {channel} fails {', '.join(errors)}")
    return _finished(letter, channel, template, filled, hello, rejections)


def _finished(
    letter: _Letter,
    channel: Channel,
    sourced: SourcedText,
    filled: Filled,
    hello: str,
    rejections: tuple[str, ...],
) -> Message:
    body = filled.body.replace(GREETING_MARK, hello)
    return Message(
        channel=channel,
        kind=letter.shape.kind,
        subject=filled.subject,
        body=body,
        source=sourced.source,
        stated_aspects=letter.facts.stated,
        unstated_aspects=letter.facts.unstatable,
        model_id=sourced.model_id or None,
        prompt_version=letter.shape.prompt_version,
        facts_hash=letter.facts_hash,
        text_hash=hashlib.sha256(f"{filled.subject or ''}\n{body}".encode()).hexdigest(),
        sms_parts=sms_parts(body) if channel is Channel.SMS else 0,
        rejections=rejections,
    )
