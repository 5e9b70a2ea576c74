"""How each language is read back. It is no part of locales.registry, which lists those who write."""

from typing import Final

from services.messenger.locales.en.reader import GRAMMAR as ENGLISH
from services.messenger.locales.es.reader import GRAMMAR as SPANISH
from services.messenger.locales.fallback import nearest
from services.messenger.locales.fr.reader import GRAMMAR as FRENCH
from services.messenger.locales.ja.reader import GRAMMAR as JAPANESE
from services.messenger.verify.readback.grammar import Grammar

GRAMMARS: Final = {"en": ENGLISH, "es": SPANISH, "fr": FRENCH, "ja": JAPANESE}


def grammar_of(locale: str) -> Grammar:
    """The grammar of the locale's language, English where it has none: as the phrase tables have it."""
    return nearest(locale, GRAMMARS)
