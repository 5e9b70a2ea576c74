"""Every check on a slot text for given facts: rules before filling, read-back after."""

from collections.abc import Sequence

from services.messenger.cohorts.shape import Shape
from services.messenger.cohorts.slot_text import SlotText
from services.messenger.compose.fit import Filled, fill_to_fit
from services.messenger.compose.interface import Rejection
from services.messenger.facts.facts import Facts
from services.messenger.verify.readback.verify import readback_errors
from services.messenger.verify.slot_rules import slot_errors


def refusals(text: SlotText, shape: Shape, facts: Facts) -> Sequence[Rejection]:
    """Why the text may not be sent, for the shape's channels; empty when it may."""
    errors = slot_errors(shape, text)
    if errors:
        return errors
    found: list[Rejection] = []
    for channel in shape.channels:
        filled = fill_to_fit(text.to_json(), facts, channel, "")
        # Without what was read: it may hold values of facts, and a repair shows errors to the model.
        found += [Rejection(error.check, "") for error in readback(filled, facts)]
        found += [] if filled.fits else [Rejection("too_long", channel.value)]
    return found


def readback(filled: Filled, facts: Facts) -> list[Rejection]:
    """What the read-back has against a filled text; the greeting is not read."""
    errors = list(readback_errors(filled.body, facts))
    if filled.subject is not None:
        errors += readback_errors(filled.subject, facts, subject=True)
    return errors
