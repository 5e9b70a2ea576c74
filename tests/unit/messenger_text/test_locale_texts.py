"""What particular locales say: their clocks and dates, across midnight, clock changes and the date line."""

import json
from dataclasses import replace
from datetime import date

import pytest

from services.core.booking.contact import Channel as Way
from services.core.booking.contact import Contact
from services.core.clock import parse_instant
from services.core.flight.movement import Phase
from services.core.flight.truth import Baseline, Truth
from services.core.telling.aspect import Aspect
from services.core.telling.told import Told
from services.messenger.cohorts.channel import Channel
from services.messenger.compose.compose import compose
from services.messenger.facts.airports import airport
from services.messenger.facts.aspects import TimeFact
from services.messenger.locales.registry import LANGUAGES
from services.messenger.phrases.sms import sms_parts
from services.messenger.text import TextNeed
from services.messenger.text_source import TemplatesOnly
from services.messenger.verify.readback.verify import readback_errors
from services.messenger.views import FlightView
from services.messenger.writer import VerifiedTextWriter
from tests.eval import settings

CONTACT = Contact("c1", "email", "anna@example.com", (Way.EMAIL,), "en", "America/New_York")

NEW_TIMES = {
    "en": ("00:40 EST on Sat 9 Mar", "23:50 EST"),
    "en-US": ("12:40 AM EST on Sat 9 Mar", "11:50 PM EST"),
    "es": ("00:40 EST del sáb 9 mar", "23:50 EST"),
    "es-MX": ("12:40 a.m. EST del sáb 9 mar", "11:50 p.m. EST"),
    "es-US": ("12:40 a.m. EST del sáb 9 mar", "11:50 p.m. EST"),
    "fr": ("00:40 EST le sam. 9 mars", "23:50 EST"),
    "fr-CA": ("00 h 40 EST le sam. 9 mars", "23 h 50 EST"),
    "ja": ("3月9日(土) 00:40 EST", "23:50 EST"),
}


@pytest.mark.parametrize(("locale", "times"), NEW_TIMES.items())
def test_a_delay_past_midnight_names_the_new_date_in_every_locale(
    locale: str, times: tuple[str, str]
) -> None:
    messages = compose(replace(settings.MIDNIGHT, locale=locale), list(Channel), TemplatesOnly())
    for channel, message in messages.items():
        body = message.body.replace("á", "a") if channel is Channel.SMS else message.body
        for time in times:
            assert (time.replace("á", "a") if channel is Channel.SMS else time) in body


def test_every_locale_has_a_time_of_its_own_style() -> None:
    assert set(NEW_TIMES) == {table.locale for language in LANGUAGES.values() for table in language.phrases}


@pytest.mark.parametrize(
    ("origin", "zone_and_day"),
    [
        ("HNL", {"en": "09:30 HST", "es": "09:30 HST", "fr": "09:30 HST", "ja": "09:30 HST"}),
        # The same moment in Sydney and Tokyo is on the day after.
        (
            "SYD",
            {
                "en": "06:30 AEDT on Sat 9 Mar",
                "es": "06:30 AEDT del sáb 9 mar",
                "fr": "06:30 AEDT le sam. 9 mars",
                "ja": "3月9日(土) 06:30 AEDT",
            },
        ),
        (
            "NRT",
            {
                "en": "04:30 JST on Sat 9 Mar",
                "es": "04:30 JST del sáb 9 mar",
                "fr": "04:30 JST le sam. 9 mars",
                "ja": "3月9日(土) 04:30 JST",
            },
        ),
    ],
)
def test_times_on_either_side_of_the_date_line_are_those_of_the_airport(
    origin: str, zone_and_day: dict[str, str]
) -> None:
    late = parse_instant("2013-03-08T19:30:00Z")
    early = parse_instant("2013-03-08T18:30:00Z")
    for locale, said in zone_and_day.items():
        facts = replace(
            settings.PLAIN,
            origin=airport(origin),
            destination=airport("HNL" if origin == "NRT" else "SYD"),
            time=TimeFact(early, None, late, is_new=True),
            locale=locale,
        )
        assert said in compose(facts, [Channel.EMAIL], TemplatesOnly())[Channel.EMAIL].body


@pytest.mark.parametrize(
    ("locale", "twice"),
    [
        *(("en", ("01:30 EST", "01:30 EDT")), ("es-MX", ("1:30 a.m. EST", "1:30 a.m. EDT"))),
        *(("fr-CA", ("01 h 30 EST", "01 h 30 EDT")), ("ja", ("01:30 EST", "01:30 EDT"))),
    ],
)
def test_the_hour_that_comes_twice_is_told_apart_in_every_language(
    locale: str, twice: tuple[str, str]
) -> None:
    # On 3 November 2013 New York had 01:30 EDT (05:30 UTC) and 01:30 EST (06:30 UTC).
    first, second = parse_instant("2013-11-03T05:30:00Z"), parse_instant("2013-11-03T06:30:00Z")
    facts = replace(
        settings.PLAIN,
        day=date(2013, 11, 3),
        time=TimeFact(first, None, second, is_new=True),
        locale=locale,
    )
    body = compose(facts, [Channel.PUSH], TemplatesOnly())[Channel.PUSH].body
    assert body.index(twice[0]) < body.index(twice[1])
    assert readback_errors(body.replace("EDT", "EST"), facts)


def test_the_first_of_a_month_is_written_as_french_has_it() -> None:
    facts = replace(settings.GATE, day=date(2013, 3, 1), locale="fr")
    body = compose(facts, [Channel.SMS], TemplatesOnly())[Channel.SMS].body
    assert "du ven. 1er mars" in body
    assert readback_errors(body.replace("1er", "11"), facts)


def test_a_japanese_sms_is_counted_in_units_of_ucs_2_and_drops_what_may_be_dropped() -> None:
    facts = replace(settings.MIDNIGHT, gate=settings.GATE.gate, reason="ROTA", locale="ja")
    message = compose(facts, [Channel.SMS], TemplatesOnly(), first_name="花子")[Channel.SMS]
    assert message.sms_parts == sms_parts(message.body) == 2
    assert 70 < len(message.body) <= 134
    longer = replace(facts, next_info=settings.UNKNOWN.next_info, rights_note="us-refund-late.v1")
    message = compose(longer, [Channel.SMS], TemplatesOnly(), first_name="花子" * 10)[Channel.SMS]
    assert message.sms_parts == 2
    assert "花子" not in message.body
    assert "次のご案内は16:00 EST" in message.body


@pytest.mark.parametrize(
    ("wanted", "used", "said"),
    [
        *(("es-AR", "es", "Hora de salida"), ("es-MX", "es-MX", "Hora de salida")),
        *(("fr-FR", "fr", "Heure de départ"), ("ja-JP", "ja", "出発時刻"), ("de-DE", "en", "Departure time")),
    ],
)
def test_a_contact_is_written_to_in_its_language_and_the_record_says_which(
    wanted: str, used: str, said: str
) -> None:
    late = Truth(out=settings.new_york("08T15:05"))
    flight = FlightView(
        "UA-0207-2013-03-08-EWR-1", 3, late, Baseline(settings.SCHEDULED), Phase.SCHEDULED, "IAH", None, 0
    )
    contact = replace(CONTACT, locale=wanted)
    text = VerifiedTextWriter(TemplatesOnly(), lambda: 60.0, 12.0).write(
        TextNeed(flight, Told(), (Aspect.TIME,), contact)
    )
    assert text.locale == used
    assert json.loads(text.facts)["locale"] == used
    assert said in text.messages[0].body
