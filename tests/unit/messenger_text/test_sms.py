"""How an SMS is counted, and what gives way when it gets long."""

from dataclasses import replace

import pytest

from services.messenger.cohorts.channel import Channel
from services.messenger.compose.compose import compose
from services.messenger.facts.aspects import LabelFact
from services.messenger.facts.facts import Facts
from services.messenger.phrases.sms import sms_parts, to_gsm
from services.messenger.text_source import TemplatesOnly
from tests.eval import settings as s


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),  # extension characters take two septets
        ("€" * 81, 2),
        ("a" * 152 + "€" + "a" * 151, 2),  # the pair does not fit into the first part: it is not cut
        ("a" * 152 + "€" + "a" * 152, 3),
        ("ł" * 70, 1),
        ("ł" * 71, 2),
        ("ł" * 134, 2),
        ("ł" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("", 1),
    ],
)
def test_parts_are_counted_as_the_network_counts_them(text: str, parts: int) -> None:
    assert sms_parts(text) == parts


def test_latin_letters_outside_the_alphabet_lose_their_mark_and_no_others_do() -> None:
    assert to_gsm("Łukasz Ñandú ë é Çelik ç \u2013 \u201cx\u201d") == 'Lukasz Ñandu e é Çelik c - "x"'
    assert to_gsm("Юлия 愛") == "Юлия 愛"


def _sms(facts: Facts, name: str | None) -> tuple[str, int]:
    message = compose(facts, [Channel.SMS], TemplatesOnly(), first_name=name)[Channel.SMS]
    return message.body, message.sms_parts


def test_a_polish_name_does_not_make_four_parts() -> None:
    body, parts = _sms(s.DELAY, "Łukasz")
    assert body.startswith("Hello Lukasz,")
    assert parts == 1


def test_a_name_in_another_script_gives_way_when_it_would_cost_a_third_part() -> None:
    body, parts = _sms(replace(s.ROLLING, gate=LabelFact("A5", "B7", is_new=True)), "Юлия")
    assert "Юлия" not in body
    assert parts <= 2


def _long(*, terminal: str) -> Facts:
    return replace(
        s.MIDNIGHT,
        gate=LabelFact("A5", "B7", is_new=True),
        terminal=LabelFact(terminal, "B", is_new=True),
        next_info=s.UNKNOWN.next_info,
        reason="ROTA",
        rights_note="us-refund-late.v1",
    )


def test_the_greeting_goes_first_then_rights_then_reason() -> None:
    body, parts = _sms(_long(terminal="A"), "Anna")
    assert parts == 2
    assert "Anna" not in body
    assert "refund" not in body
    assert "Reason: the late arrival of the aircraft." in body


def test_no_fact_is_dropped_for_length() -> None:
    facts = replace(_long(terminal="A"), manage_link="https://example.test/" + "x" * 200)
    body, parts = _sms(facts, "Anna")
    assert parts <= 3
    for fact in ("00:40 EST on Sat 9 Mar", "23:50 EST", "gate B7", "terminal B", "16:00 EST"):
        assert fact in body
