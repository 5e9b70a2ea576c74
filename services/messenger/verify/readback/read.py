"""Text to claims. Each step understands one kind of phrase, notes it, and takes it out of the rest."""

from services.messenger.facts.facts import Facts
from services.messenger.phrases.slots import GREETING_MARK
from services.messenger.verify.readback.claims import Reading
from services.messenger.verify.readback.languages import grammar_of
from services.messenger.verify.readback.steps import STEPS


def read(text: str, facts: Facts, subject: bool = False) -> Reading:
    """What the text claims. Of the facts only the setting is used: zone, day, language, fixed notes."""
    reading = Reading(rest=text.replace(GREETING_MARK, ""), subject=subject)
    grammar = grammar_of(facts.locale)
    for step in STEPS:
        step(reading, facts, grammar)
    return reading
