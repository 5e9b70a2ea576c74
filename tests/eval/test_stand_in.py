"""The stand-in for Bedrock writes texts that the gates let through, and wrong ones that they stop."""

import json

from hypothesis import given
from hypothesis import settings as hypothesis_settings

from local.bedrock.request import ToolRequest
from local.bedrock.writer import write
from services.messenger.cohorts.channel import Channel
from services.messenger.cohorts.shape_of import shape_of
from services.messenger.cohorts.slot_text import SlotText
from services.messenger.compose.trial import refusals
from services.messenger.facts.facts import Facts
from services.messenger.model.prompt import TOOL_NAME, user_message
from tests.unit.messenger_text.generated import facts


@hypothesis_settings(max_examples=60)
@given(facts())
def test_the_stand_in_s_texts_are_judged_as_they_should_be(given_facts: Facts) -> None:
    shape = shape_of(given_facts, [Channel.EMAIL, Channel.SMS], "1", "stand-in")
    request = ToolRequest(
        tool=TOOL_NAME, forced=True, fields=shape.fields, content=json.loads(user_message(shape))
    )
    refused = {error.check for error in refusals(SlotText(write(request, wrong=False)), shape, given_facts)}
    assert refused <= {"too_long"}
    assert refusals(SlotText(write(request, wrong=True)), shape, given_facts)
