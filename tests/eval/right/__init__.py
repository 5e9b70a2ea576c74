"""Texts as a good model writes them: each has to pass, or the model is paid for templates."""

from services.messenger.facts.facts import Facts
from tests.eval.right import en, es, fr, ja

SMS: dict[str, tuple[tuple[Facts, str], ...]] = {"en": en.SMS, "es": es.SMS, "fr": fr.SMS, "ja": ja.SMS}
EMAIL: dict[str, tuple[tuple[Facts, str, str], ...]] = {
    "en": en.EMAIL,
    "es": es.EMAIL,
    "fr": fr.EMAIL,
    "ja": ja.EMAIL,
}
"""Facts, subject and body."""
