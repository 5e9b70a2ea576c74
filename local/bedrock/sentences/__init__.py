"""The stand-in's canned sentences, one file for each language."""

from local.bedrock.sentences.en import ENGLISH
from local.bedrock.sentences.es import SPANISH
from local.bedrock.sentences.fr import FRENCH
from local.bedrock.sentences.ja import JAPANESE
from local.bedrock.sentences.table import Sentences

LANGUAGES = {"en": ENGLISH, "es": SPANISH, "fr": FRENCH, "ja": JAPANESE}


def sentences_in(locale: str) -> Sentences:
    """Those of the locale's language; a language that the stand-in does not speak is answered in English."""
    return LANGUAGES.get(locale.split("-")[0].lower(), ENGLISH)
