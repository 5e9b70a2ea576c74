"""Texts that must not be sent, one file for each language."""

from tests.eval.wrong import en, es, fr, ja
from tests.eval.wrong.wrong import Wrong

RENDERED: dict[str, tuple[Wrong, ...]] = {
    "en": en.RENDERED,
    "es": es.RENDERED,
    "fr": fr.RENDERED,
    "ja": ja.RENDERED,
}
"""For the read-back: finished texts."""

RAW: dict[str, tuple[Wrong, ...]] = {"en": en.RAW, "es": es.RAW, "fr": fr.RAW, "ja": ja.RAW}
"""For the slot rules: texts of the model before any fact is filled in."""
