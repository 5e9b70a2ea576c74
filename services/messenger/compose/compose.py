"""Facts in, verified messages out: model text if it passes every check, the template otherwise."""

import hashlib
from collections.abc import Sequence
from functools import partial

from services.messenger.cohorts.channel import Channel
from services.messenger.cohorts.shape import Shape
from services.messenger.cohorts.shape_of import shape_of
from services.messenger.cohorts.slot_text import SlotText
from services.messenger.compose.fit import fill_to_fit
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
    template = SourcedText(template_for(shape), Source.TEMPLATE, "")
    return {
        channel: _message(facts, shape, channel, sourced, template, rejections, first_name)
        for channel in shape.channels
    }


def _model_text(facts: Facts, shape: Shape, source: TextSource) -> tuple[SourcedText | None, tuple[str, ...]]:
    """A cached text passed its trial with other facts, so it is tried again with these."""
    seen: list[str] = []

    def trial(text: SlotText) -> Sequence[Rejection]:
        errors = refusals(text, shape, facts)
        seen.extend(error.check for error in errors)
        return errors

    sourced = source.text(shape, trial)
    if sourced is not None and sourced.source is Source.CACHED and trial(sourced.text):
        return None, tuple(seen)
    return sourced, tuple(seen)


def _message(
    facts: Facts,
    shape: Shape,
    channel: Channel,
    sourced: SourcedText | None,
    template: SourcedText,
    rejections: tuple[str, ...],
    first_name: str | None,
) -> Message:
    hello = greeting(first_name, channel, table_for(facts.locale))
    message = partial(_finished, facts, shape, channel, hello)
    if sourced is not None:
        filled = fill_to_fit(sourced.text.to_json(), facts, channel, hello)
        errors = [error.check for error in readback(filled, facts)]
        errors += [] if filled.fits else ["too_long"]
        if not errors:
            return message(sourced, filled.subject, filled.body, rejections)
        rejections = (*rejections, *errors)
    filled = fill_to_fit(template.text.to_json(), facts, channel, hello)
    if errors := [error.check for error in readback(filled, facts)]:
        raise NoTruthfulText(f"the {shape.kind} template of {channel} fails {', '.join(errors)}")
    return message(template, filled.subject, filled.body, rejections)


def _finished(
    facts: Facts,
    shape: Shape,
    channel: Channel,
    hello: str,
    sourced: SourcedText,
    subject: str | None,
    body: str,
    rejections: tuple[str, ...],
) -> Message:
    body = body.replace(GREETING_MARK, hello)
    return Message(
        channel=channel,
        kind=shape.kind,
        subject=subject,
        body=body,
        source=sourced.source,
        stated_aspects=facts.stated,
        unstated_aspects=facts.unstatable,
        model_id=sourced.model_id or None,
        prompt_version=shape.prompt_version,
        facts_hash=facts.facts_hash,
        text_hash=hashlib.sha256(f"{subject or ''}\n{body}".encode()).hexdigest(),
        sms_parts=sms_parts(body) if channel is Channel.SMS else 0,
        rejections=rejections,
    )
