"""The steps in which a text of any language is read."""

from typing import Final

from services.messenger.verify.readback import read_labels, read_places, read_times, read_words

# The order matters: a gate "B7" would be a designator, and a route would swallow a diversion's "to".
STEPS: Final = (
    read_words.fixed,
    read_words.reasons,
    read_times.times,
    read_labels.labels,
    read_places.flights,
    read_times.durations,
    read_places.diversions,
    read_places.routes,
    read_words.fates,
)
