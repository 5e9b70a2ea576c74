"""Templates over generated facts: every one is true to the read-back, and fits its channel."""

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from services.messenger.cohorts.channel import Channel
from services.messenger.cohorts.shape_of import shape_of
from services.messenger.compose.compose import compose
from services.messenger.facts.facts import Facts
from services.messenger.facts.kinds import Kind, kind_of
from services.messenger.facts.rights import rights_text
from services.messenger.locales.registry import LANGUAGES
from services.messenger.phrases.locales import table_for
from services.messenger.phrases.sms import to_gsm
from services.messenger.templates.build import template_for
from services.messenger.text_source import TemplatesOnly
from services.messenger.verify.slot_rules import slot_errors
from tests.eval import settings
from tests.unit.messenger_text.generated import facts


@hypothesis_settings(max_examples=100)
@given(
    facts(),
    st.none() | st.sampled_from(["Anna", "Paris", "Łukasz", "Dallas", "{{manage_link}}", "Ana María"]),
)
def test_every_template_passes_the_read_back(given_facts: Facts, name: str | None) -> None:
    messages = compose(given_facts, list(Channel), TemplatesOnly(), first_name=name)
    assert set(messages) == set(Channel)
    for message in messages.values():
        assert message.stated_aspects == given_facts.stated
        assert "{{" not in message.body.replace("{{manage_link}}", "")


@hypothesis_settings(max_examples=100)
@given(facts())
def test_every_template_keeps_the_rules_it_is_held_against(given_facts: Facts) -> None:
    shape = shape_of(given_facts, list(Channel), "test", "")
    assert slot_errors(shape, template_for(shape)) == ()


@hypothesis_settings(max_examples=100)
@given(facts())
def test_no_text_is_longer_than_its_facts_need(given_facts: Facts) -> None:
    messages = compose(given_facts, list(Channel), TemplatesOnly(), first_name="Anna")
    assert len(messages[Channel.EMAIL].subject or "") <= 78
    sms, push = messages[Channel.SMS], messages[Channel.PUSH]
    table = table_for(given_facts.locale)
    droppable = [to_gsm(table.greeting.partition("{")[0] or "Anna"), to_gsm(table.reason.partition("{")[0])]
    if given_facts.rights_note:
        droppable.append(to_gsm(rights_text(given_facts.rights_note, given_facts.locale)))
    assert sms.sms_parts <= 2 or not [piece for piece in droppable if piece in sms.body]
    assert sms.sms_parts <= 3
    assert len(push.body) <= 178 or table.reason.partition("{")[0] not in push.body


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("kind", Kind)
def test_there_is_a_template_for_every_kind_and_channel(kind: Kind, code: str) -> None:
    templates = LANGUAGES[code].templates
    assert kind in templates.subjects
    assert kind in templates.headlines
    assert kind in templates.short_headlines


@pytest.mark.parametrize("given_facts", settings.ALL, ids=lambda facts: str(kind_of(facts)))
def test_a_template_states_the_new_facts_first(given_facts: Facts) -> None:
    shape = shape_of(given_facts, [Channel.EMAIL], "test", "")
    told = [getattr(given_facts, name).is_new for name, _ in shape.aspects]
    assert told == sorted(told, reverse=True)
