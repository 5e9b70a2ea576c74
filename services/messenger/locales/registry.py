"""The languages that can be written. How each is read back is listed in verify/readback/languages.py."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from services.messenger.locales.en import phrases as en
from services.messenger.locales.en.slot_words import ENGLISH
from services.messenger.locales.en.templates import EN
from services.messenger.locales.es import phrases as es
from services.messenger.locales.es.slot_words import SPANISH
from services.messenger.locales.es.templates import ES
from services.messenger.locales.fr import phrases as fr
from services.messenger.locales.fr.slot_words import FRENCH
from services.messenger.locales.fr.templates import FR
from services.messenger.locales.ja import phrases as ja
from services.messenger.locales.ja.slot_words import JAPANESE
from services.messenger.locales.ja.templates import JA
from services.messenger.phrases.table import PhraseTable
from services.messenger.templates.table import TemplateTable
from services.messenger.verify.slot_words import SlotWords


@dataclass(frozen=True, slots=True)
class Language:
    """`phrases` has a table for each locale of the language; the first is the one without a country."""

    phrases: tuple[PhraseTable, ...]
    templates: TemplateTable
    words: SlotWords


LANGUAGES: Final[Mapping[str, Language]] = MappingProxyType(
    {
        "en": Language(en.TABLES, EN, ENGLISH),
        "es": Language(es.TABLES, ES, SPANISH),
        "fr": Language(fr.TABLES, FR, FRENCH),
        "ja": Language(ja.TABLES, JA, JAPANESE),
    }
)
