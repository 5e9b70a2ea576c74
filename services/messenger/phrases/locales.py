"""Which phrase table speaks a locale."""

from typing import Final

from services.messenger.phrases.en import EN, EN_US
from services.messenger.phrases.table import PhraseTable

DEFAULT: Final = EN

_TABLES: Final = {table.locale: table for table in (EN, EN_US)}


def table_for(locale: str) -> PhraseTable:
    """The table of the locale, else of its language, else the default one."""
    wanted = locale.replace("_", "-")
    return _TABLES.get(wanted) or _TABLES.get(wanted.split("-")[0]) or DEFAULT
