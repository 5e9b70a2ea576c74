"""A locale is whole or it is none: every kind, channel, fact and direction, on both sides of the gates."""

import string
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from local.bedrock.sentences import LANGUAGES as STAND_IN
from services.messenger import locales
from services.messenger.cohorts.channel import FIELDS, Channel
from services.messenger.cohorts.shape import Shape
from services.messenger.facts import airports
from services.messenger.facts.facts import ORDER
from services.messenger.facts.kinds import Kind
from services.messenger.facts.rights import rights_text
from services.messenger.locales.registry import LANGUAGES
from services.messenger.phrases.locales import locale_used, table_for
from services.messenger.phrases.slots import PATTERN, SLOT_OF
from services.messenger.phrases.table import PhraseTable
from services.messenger.templates.build import template_for
from services.messenger.templates.table import clause
from services.messenger.verify.readback.languages import GRAMMARS
from services.messenger.verify.slot_rules import capitalised, slot_errors

DIRECTIONS = {
    "disposition": (
        *("cancelled", "diverted", "returned", "operating"),
        *("after_cancelled", "after_diverted", "after_returned"),
    ),
    "diversion": ("set", "changed", "withdrawn", "ended"),
    "time": ("later", "earlier", "moved_later", "moved_earlier", "as_scheduled", "set", "unknown"),
    "gate": ("assigned", "changed", "withdrawn", "open"),
    "terminal": ("assigned", "changed", "withdrawn", "open"),
    "next_info": ("set", "open"),
}
"""All that `facts.directions` tells apart."""

FILES = {"__init__", "phrases", "templates", "vocabulary", "slot_words", "reader", "reader_words"}
TABLES = [table for language in LANGUAGES.values() for table in language.phrases]
ENGLISH = table_for("en")


def test_a_locale_is_one_folder_and_every_list_has_it() -> None:
    folders = {
        path for path in Path(next(iter(locales.__path__))).iterdir() if path.joinpath("phrases.py").exists()
    }
    assert {path.name for path in folders} == set(LANGUAGES) == set(GRAMMARS) == set(STAND_IN)
    for folder in folders:
        assert {path.stem for path in folder.glob("*.py")} == FILES


@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table.locale))
def test_a_phrase_table_has_every_phrase_with_the_same_values_to_fill_in(table: PhraseTable) -> None:
    for field in fields(PhraseTable):
        own, english = getattr(table, field.name), getattr(ENGLISH, field.name)
        if isinstance(own, str | tuple):
            assert all(own)
            assert len(_several(own)) == len(_several(english))
            continue
        assert _values_of(own) == _values_of(english), field.name


def _several(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def _values_of(phrases: dict[str, str]) -> dict[str, set[str | None]]:
    formatter = string.Formatter()
    return {
        key: {name for _, name, _, _ in formatter.parse(phrase) if name} for key, phrase in phrases.items()
    }


def test_the_english_phrases_have_every_direction() -> None:
    for fact, ways in DIRECTIONS.items():
        phrases = getattr(ENGLISH, SLOT_OF[fact])
        assert {way for way in ways if way not in phrases and f"{way}_previous" not in phrases} == set()
    assert set(DIRECTIONS) == set(ORDER)


def _shapes(locale: str) -> Iterator[Shape]:
    """One for each kind, fact and direction, with all channels and notes."""
    for kind in Kind:
        for fact, ways in DIRECTIONS.items():
            for way in ways:
                required = {"flight", "route", SLOT_OF[fact]}
                if "{{disposition}}" in LANGUAGES[locale.split("-")[0]].templates.headlines[kind]:
                    required.add("disposition")
                yield _shape(locale, kind, ((fact, way),), required)


def _shape(locale: str, kind: Kind, aspects: tuple[tuple[str, str], ...], required: set[str]) -> Shape:
    notes = ("reason", "rights", "manage_link")
    per_field = {
        "email_subject": (("flight",), tuple(required)),
        "email_body": (("greeting", *required, *notes), ("delay_length",) if kind is Kind.DELAY else ()),
        "sms_body": (tuple(required), ("greeting", *notes)),
        "push_body": (tuple(required), ("reason",)),
    }
    slots = tuple((field, *per_field[field]) for channel in Channel for field in FIELDS[channel])
    return Shape(
        *(kind.value, aspects, None, tuple(Channel), locale, "calm", None, True, "note", slots, "test", "")
    )


@pytest.mark.parametrize("code", LANGUAGES)
def test_there_is_a_true_template_for_every_kind_channel_fact_and_direction(code: str) -> None:
    for shape in _shapes(code):
        assert slot_errors(shape, template_for(shape)) == (), shape


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_clause_holds_the_slot_of_its_fact_and_no_other(code: str) -> None:
    templates = LANGUAGES[code].templates
    for fact, ways in DIRECTIONS.items():
        for way in ways:
            for clauses in (templates.clauses, templates.short_clauses):
                assert PATTERN.findall(clause(clauses, fact, way)) == [SLOT_OF[fact]]


@pytest.mark.parametrize("code", LANGUAGES)
def test_judge_and_reader_know_as_much_in_every_language(code: str) -> None:
    assert set(LANGUAGES[code].words.forbidden) == set(LANGUAGES["en"].words.forbidden)
    assert set(GRAMMARS[code].left_over) == set(GRAMMARS["en"].left_over)
    assert [roles for roles, _ in GRAMMARS[code].times] == [roles for roles, _ in GRAMMARS["en"].times]
    for word, forms in GRAMMARS["en"].labels.items():
        assert [roles for roles, _ in GRAMMARS[code].labels[word]] == [roles for roles, _ in forms]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_word_of_the_language_that_is_a_city_is_known_as_a_word(code: str) -> None:
    language = LANGUAGES[code]
    cities = {city.lower() for city in airports.cities()}
    templates = language.templates
    texts = [*templates.subjects.values(), *templates.headlines.values(), *templates.short_headlines.values()]
    texts += [*templates.clauses.values(), *templates.short_clauses.values(), templates.length]
    said = set(language.words.vocabulary) | {
        word.lower() for text in texts for word in capitalised(PATTERN.sub("", text).title())
    }
    assert said & cities <= language.words.common_words
    assert GRAMMARS[code].common_words == language.words.common_words


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_note_on_rights_is_in_every_language(code: str) -> None:
    for note in ("us-refund-cancelled.v1", "us-refund-late.v1"):
        assert (rights_text(note, code) == rights_text(note, "en")) == (code == "en")


@pytest.mark.parametrize(
    ("wanted", "used"),
    [
        *(("en", "en"), ("en-US", "en-US"), ("en-GB", "en"), ("EN_us", "en-US")),
        *(
            ("es", "es"),
            ("es-MX", "es-MX"),
            ("es-us", "es-US"),
            ("es-AR", "es"),
            ("es-MX-x-private", "es-MX"),
        ),
        *(("fr-FR", "fr"), ("fr-CA", "fr-CA"), ("ja-JP", "ja"), ("ja", "ja")),
        *(("de-DE", "en"), ("pt-BR", "en"), ("zh-Hant-TW", "en"), ("", "en"), ("jav", "en")),
    ],
)
def test_a_locale_falls_back_to_its_language_and_then_to_english(wanted: str, used: str) -> None:
    assert locale_used(wanted) == used
