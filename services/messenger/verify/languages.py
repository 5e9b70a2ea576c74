"""The words of each language, for the slot rules."""

from typing import Final

from services.messenger.locales.fallback import nearest
from services.messenger.locales.registry import LANGUAGES
from services.messenger.verify.slot_words import SlotWords

_WORDS: Final = {code: language.words for code, language in LANGUAGES.items()}


def words_of(locale: str) -> SlotWords:
    """The words of the locale's language, English where it has none: as the phrase tables have it."""
    return nearest(locale, _WORDS)
