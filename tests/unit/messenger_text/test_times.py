"""What is written as a time is read as the same instant, in every zone, around every clock change."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.clock import MINUTE
from services.messenger.facts.airports import airport, codes
from services.messenger.locales.registry import LANGUAGES
from services.messenger.phrases.locales import table_for
from services.messenger.phrases.table import PhraseTable
from services.messenger.phrases.times import time_text
from services.messenger.verify.readback.languages import grammar_of
from services.messenger.verify.readback.moments import instant_of

ZONES = sorted({airport(code).zone for code in codes()})
TABLES = [table for language in LANGUAGES.values() for table in language.phrases]
EN = table_for("en")


def _read(text: str, zone: str, day: date, locale: str = "en") -> int:
    grammar = grammar_of(locale)
    (pattern,) = (pattern for roles, pattern in grammar.times if roles == ("new",))
    match = pattern.fullmatch(text)
    assert match, text
    return instant_of(match, zone, day, grammar)


@given(
    st.integers(1_357_000_000, 1_900_000_000),
    st.sampled_from(ZONES),
    st.integers(-3, 3),
    st.sampled_from(TABLES),
)
def test_a_time_is_read_as_it_was_written(seconds: int, zone: str, days: int, table: PhraseTable) -> None:
    instant = seconds * 1000
    day = datetime.fromtimestamp(seconds, UTC).date() + timedelta(days)
    text = time_text(instant, zone, day, table)
    assert _read(text, zone, day, table.locale) == instant // MINUTE * MINUTE


@pytest.mark.parametrize("hour", [5, 6])
def test_the_hour_that_comes_twice_is_told_apart_by_its_zone(hour: int) -> None:
    # On 3 November 2013 New York had 01:30 EDT (05:30 UTC) and 01:30 EST (06:30 UTC).
    instant = int(datetime(2013, 11, 3, hour, 30, tzinfo=UTC).timestamp()) * 1000
    text = time_text(instant, "America/New_York", date(2013, 11, 3), EN)
    assert text == ("01:30 EDT" if hour == 5 else "01:30 EST")
    assert _read(text, "America/New_York", date(2013, 11, 3)) == instant


@pytest.mark.parametrize(
    "text", ["25:00 EST", "14:61 EST", "14:00 CET", "14:00", "13:00 PM EST", "0:30 AM EST"]
)
def test_a_time_that_is_none_is_read_as_none(text: str) -> None:
    assert _read(text, "America/New_York", date(2013, 3, 8)) == -1


def test_a_new_year_s_flight_is_read_in_the_right_year() -> None:
    instant = int(datetime(2014, 1, 1, 5, 40, tzinfo=UTC).timestamp()) * 1000
    text = time_text(instant, "America/New_York", date(2013, 12, 31), EN)
    assert text == "00:40 EST on Wed 1 Jan"
    assert _read(text, "America/New_York", date(2013, 12, 31)) == instant
