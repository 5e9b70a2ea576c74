"""The shape of given facts."""

from collections.abc import Sequence

from services.messenger.cohorts.channel import FIELDS, Channel
from services.messenger.cohorts.shape import Shape
from services.messenger.facts.directions import direction
from services.messenger.facts.facts import Facts
from services.messenger.facts.kinds import band_of, kind_of
from services.messenger.phrases.locales import language_used
from services.messenger.phrases.render import late_minutes
from services.messenger.phrases.slots import SLOT_OF

Slots = tuple[str, tuple[str, ...], tuple[str, ...]]


def shape_of(
    facts: Facts, channels: Sequence[Channel], prompt_version: str, model_id: str, tone: str = "calm"
) -> Shape:
    """Everything the wording may depend on; the order in which channels are given is not part of it."""
    ordered = tuple(channel for channel in Channel if channel in channels)
    band = band_of(facts)
    return Shape(
        kind=kind_of(facts).value,
        aspects=tuple((name, direction(getattr(facts, name))) for name in facts.names),
        band=band.value if band else None,
        channels=ordered,
        # Locales of a language differ in values of slots, never in the words around them.
        locale=language_used(facts.locale),
        tone=tone,
        connection=facts.connection,
        has_reason=facts.reason is not None,
        rights_note=facts.rights_note,
        slots=tuple(_slots(facts, field) for channel in ordered for field in FIELDS[channel]),
        prompt_version=prompt_version,
        model_id=model_id,
    )


def _slots(facts: Facts, field: str) -> Slots:
    stated = tuple(SLOT_OF[name] for name in facts.names)
    notes = tuple(
        slot
        for slot, value in (
            ("reason", facts.reason),
            ("rights", facts.rights_note),
            ("manage_link", facts.manage_link),
        )
        if value
    )
    if field == "email_subject":
        return field, ("flight",), ("route", *_only(stated, "disposition", "gate_change", "terminal_change"))
    if field == "email_body":
        length = ("delay_length",) if late_minutes(facts) else ()
        return field, ("greeting", "flight", "route", *stated, *notes), length
    if field == "sms_body":
        return field, ("flight", "route", *stated), ("greeting", *notes)
    return field, ("flight", "route", *stated), _only(notes, "reason")


def _only(slots: tuple[str, ...], *wanted: str) -> tuple[str, ...]:
    return tuple(slot for slot in slots if slot in wanted)
