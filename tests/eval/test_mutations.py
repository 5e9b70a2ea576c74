"""Recall on seeded errors, in every language: a digit, code, date or sentence that changes is noticed."""

import re

from hypothesis import given
from hypothesis import settings as hypothesis_settings

from services.messenger.cohorts.channel import Channel
from services.messenger.compose.compose import compose
from services.messenger.facts.facts import Facts
from services.messenger.facts.rights import rights_text
from services.messenger.text_source import TemplatesOnly
from services.messenger.verify.accents import loose
from services.messenger.verify.readback.verify import readback_errors
from tests.unit.messenger_text.generated import facts

EXAMPLES = 60
LABELS = r"(?:gate|terminal|puerta|porte|搭乗口|ターミナル) ?"
CODES = re.compile(rf"[A-Z](?=[A-Z\d])|(?<=[A-Z\d])[A-Z]|{LABELS}[A-Z](?![A-Za-z])")
"""Capitals in a row, and those beside a digit or after a word for gate or terminal."""

STATED = re.compile(
    r"\d|no set time|to be announced|not yet known|diversion"
    r"|sin hora fijada|por confirmar|sin confirmar|desv[ií]o"
    r"|pas d'heure|à confirmer|pas encore|déroutement"
    r"|未定|決まり次第|目的地変更は"
)
LENGTH_OF_DELAY = re.compile("later than scheduled|Es un retraso|Le retard est|遅れは")
"""May be left out."""


def _bodies(given_facts: Facts) -> list[str]:
    """Texts of all channels, without the note on rights: it is read as a whole."""
    bodies = [message.body for message in compose(given_facts, list(Channel), TemplatesOnly()).values()]
    if given_facts.rights_note is None:
        return bodies
    note = loose(re.escape(rights_text(given_facts.rights_note, given_facts.locale)))
    return [re.sub(note, "", body) for body in bodies]


@hypothesis_settings(max_examples=EXAMPLES)
@given(facts())
def test_no_digit_can_change_unnoticed(given_facts: Facts) -> None:
    for body in _bodies(given_facts):
        for match in re.finditer(r"\d", body):
            other = str((int(match.group()) + 1) % 10)
            wrong = body[: match.start()] + other + body[match.end() :]
            assert readback_errors(wrong, given_facts), wrong


@hypothesis_settings(max_examples=EXAMPLES)
@given(facts())
def test_no_airport_zone_gate_or_designator_can_change_unnoticed(given_facts: Facts) -> None:
    for body in _bodies(given_facts):
        for at in {match.end() - 1 for match in CODES.finditer(body)}:
            other = chr((ord(body[at]) - 64) % 26 + 65)
            wrong = body[:at] + other + body[at + 1 :]
            assert readback_errors(wrong, given_facts), wrong


@hypothesis_settings(max_examples=EXAMPLES)
@given(facts())
def test_no_date_can_go_missing_unnoticed(given_facts: Facts) -> None:
    dates = r" (?:on|del|le) (?:\w{3}\.? \w+ \w+)|\d+月\d+日\(.\) ?(?=\d+:)"
    for body in _bodies(given_facts):
        for match in re.finditer(dates, body):
            wrong = body[: match.start()] + body[match.end() :]
            assert readback_errors(wrong, given_facts), wrong


@hypothesis_settings(max_examples=EXAMPLES)
@given(facts())
def test_no_sentence_with_a_fact_can_go_missing_unnoticed(given_facts: Facts) -> None:
    for body in _bodies(given_facts):
        for sentence in re.findall(r"[^.。\n]+[.。]", body):
            if STATED.search(sentence) and not LENGTH_OF_DELAY.search(sentence):
                assert readback_errors(body.replace(sentence, "", 1), given_facts), sentence


@hypothesis_settings(max_examples=EXAMPLES)
@given(facts(), facts())
def test_the_text_of_one_flight_is_not_true_of_another(one: Facts, other: Facts) -> None:
    if one.designator != other.designator:
        assert all(readback_errors(body, other) for body in _bodies(one))
