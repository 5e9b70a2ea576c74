"""Recall on seeded errors: any digit, code or sentence of a true text that changes is noticed."""

import re

from hypothesis import given
from hypothesis import settings as hypothesis_settings

from services.messenger.cohorts.channel import Channel
from services.messenger.compose.compose import compose
from services.messenger.facts.facts import Facts
from services.messenger.text_source import TemplatesOnly
from services.messenger.verify.readback.verify import readback_errors
from tests.unit.messenger_text.generated import facts

EXAMPLES = 40


def _bodies(given_facts: Facts) -> list[str]:
    return [message.body for message in compose(given_facts, list(Channel), TemplatesOnly()).values()]


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
        # Capitals in a row, and those beside a digit or after "gate" and "terminal".
        for match in re.finditer(r"[A-Z](?=[A-Z\d])|(?<=[A-Z\d])[A-Z]|(?<=gate |inal )[A-Z](?!\w)", body):
            other = chr((ord(match.group()) - 64) % 26 + 65)
            wrong = body[: match.start()] + other + body[match.end() :]
            assert "US rules" in body[match.start() - 1 : match.end() + 8] or readback_errors(
                wrong, given_facts
            ), wrong


@hypothesis_settings(max_examples=EXAMPLES)
@given(facts())
def test_no_sentence_with_a_fact_can_go_missing_unnoticed(given_facts: Facts) -> None:
    for body in _bodies(given_facts):
        for sentence in re.findall(r"[^.\n]+\.", body):
            stated = re.search(r"\d|no set time|to be announced|not yet known|diversion", sentence)
            if stated and "later than scheduled" not in sentence:
                assert readback_errors(body.replace(sentence, "", 1), given_facts), sentence


@hypothesis_settings(max_examples=EXAMPLES)
@given(facts(), facts())
def test_the_text_of_one_flight_is_not_true_of_another(one: Facts, other: Facts) -> None:
    if one.designator != other.designator:
        assert all(readback_errors(body, other) for body in _bodies(one))
