"""The steps in which English is read."""

from typing import Final

from services.messenger.verify.readback.en import read_places, read_times, read_words
from services.messenger.verify.readback.en.read_labels import labels_of

# The order matters: a gate "B7" would be a designator, and a route would swallow a diversion's "to".
STEPS: Final = (
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
