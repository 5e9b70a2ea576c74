"""Which phrase table speaks a locale."""

from typing import Final

from services.messenger.locales.fallback import nearest
from services.messenger.locales.registry import LANGUAGES
from services.messenger.phrases.table import PhraseTable

_LANGUAGES: Final = {code: code for code in LANGUAGES}
_TABLES: Final = {
    table.locale.lower(): table for language in LANGUAGES.values() for table in language.phrases
}


def table_for(locale: str) -> PhraseTable:
    """The table of the locale, else of its language, else the English one."""
    return nearest(locale, _TABLES)


def language_used(wanted: str) -> str:
    """The language in which somebody who wants `wanted` is written to."""
    return nearest(wanted, _LANGUAGES)


def locale_used(wanted: str) -> str:
    """The locale in which somebody who wants `wanted` is written to."""
    return table_for(wanted).locale
