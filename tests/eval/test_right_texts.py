"""No good text of a model is refused, in any language: false refusals cost the tone and the call."""

from dataclasses import replace

import pytest

from services.messenger.cohorts.channel import Channel
from services.messenger.cohorts.shape_of import shape_of
from services.messenger.cohorts.slot_text import SlotText
from services.messenger.compose.trial import refusals
from services.messenger.facts.facts import Facts
from tests.eval.report import measures
from tests.eval.right import EMAIL, SMS


@pytest.mark.parametrize(
    ("code", "facts", "text"), [(code, facts, text) for code, texts in SMS.items() for facts, text in texts]
)
def test_a_good_sms_of_a_model_is_let_through(code: str, facts: Facts, text: str) -> None:
    facts = replace(facts, locale=code)
    shape = shape_of(facts, [Channel.SMS], "1", "model")
    assert list(refusals(SlotText({"sms_body": text}), shape, facts)) == []


@pytest.mark.parametrize(
    ("code", "facts", "subject", "body"),
    [(code, facts, subject, body) for code, texts in EMAIL.items() for facts, subject, body in texts],
)
def test_a_good_email_of_a_model_is_let_through(code: str, facts: Facts, subject: str, body: str) -> None:
    facts = replace(facts, locale=code)
    shape = shape_of(facts, [Channel.EMAIL], "1", "model")
    text = SlotText({"email_subject": subject, "email_body": body})
    assert list(refusals(text, shape, facts)) == []


@pytest.mark.parametrize("code", SMS)
def test_the_report_s_figures_are_what_a_release_needs(code: str) -> None:
    for name, (count, total) in measures(code).items():
        assert count == (0 if "refused" in name else total), name
