"""Text to claims. Each step understands one kind of phrase, notes it, and takes it out of the rest."""

from typing import Final

from services.messenger.facts.facts import Facts
from services.messenger.phrases.slots import GREETING_MARK
from services.messenger.verify.readback import read_places, read_times, read_words
from services.messenger.verify.readback.claims import Reading
from services.messenger.verify.readback.read_labels import labels_of

# The order matters: a gate "B7" would be a designator, and a route would swallow a diversion's "to".
_STEPS: Final = (
    read_words.fixed,
    read_words.reasons,
    read_times.times,
    labels_of("gate"),
    labels_of("terminal"),
    read_places.flights,
    read_times.durations,
    read_places.diversions,
    read_places.routes,
    read_words.fates,
)


def read(text: str, facts: Facts, subject: bool = False) -> Reading:
    """What the text claims. Of the facts only the setting is used: zone, day, language, fixed notes."""
    reading = Reading(rest=text.replace(GREETING_MARK, ""), subject=subject)
    for step in _STEPS:
        step(reading, facts)
    return reading
