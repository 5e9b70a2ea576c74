"""The stand-in's sentences pass every check of the messenger, for each kind of message."""

import json
from dataclasses import replace
from datetime import date

import pytest

from local.bedrock.request import read_request
from local.bedrock.writer import write
from services.core.clock import parse_instant
from services.core.flight.truth import Disposition
from services.messenger.cohorts.channel import Channel
from services.messenger.cohorts.shape_of import shape_of
from services.messenger.cohorts.slot_text import SlotText
from services.messenger.compose.trial import refusals
from services.messenger.facts.aspects import (
    DispositionFact,
    DiversionFact,
    LabelFact,
    NextInfoFact,
    Place,
    TimeFact,
)
from services.messenger.facts.facts import Facts
from services.messenger.model.prompt import TOOL_NAME, tool, user_message

EWR = Place("EWR", "Newark", "America/New_York")
ORD = Place("ORD", "Chicago", "America/Chicago")
CLE = Place("CLE", "Cleveland", "America/New_York")
AT = {hour: parse_instant(f"2013-03-08T{hour}:05:00Z") for hour in range(14, 20)}
LOCALES = ("en", "en-US", "es", "es-MX", "fr", "fr-CA", "ja")
ONLY_GATE = Facts(
    "UA207", date(2013, 3, 8), EWR, ORD, gate=LabelFact(old=None, new="B7", is_new=True), locale="en"
)
LATER = TimeFact(scheduled=AT[14], previous=None, new=AT[16], is_new=True)
LATER_AGAIN = TimeFact(scheduled=AT[14], previous=AT[16], new=AT[18], is_new=True)
ON_TIME = TimeFact(scheduled=AT[14], previous=AT[16], new=AT[14], is_new=True)
EARLIER = TimeFact(scheduled=AT[16], previous=None, new=AT[14], is_new=True)
UNKNOWN = TimeFact(scheduled=AT[14], previous=None, new=None, is_new=True)
MOVED = LabelFact(old="A5", new="B7", is_new=True)
WITHDRAWN = LabelFact(old="A5", new=None, is_new=True)
CASES = {
    "gate assigned": ONLY_GATE,
    "gate changed": replace(ONLY_GATE, gate=MOVED),
    "gate withdrawn": replace(ONLY_GATE, gate=WITHDRAWN),
    "terminal changed": replace(ONLY_GATE, gate=None, terminal=MOVED),
    "next information": replace(ONLY_GATE, gate=None, next_info=NextInfoFact(AT[17], is_new=True)),
    "no next information": replace(ONLY_GATE, gate=None, next_info=NextInfoFact(None, is_new=True)),
    "delay": replace(ONLY_GATE, gate=None, time=LATER),
    "delay and gate": replace(ONLY_GATE, gate=MOVED, time=LATER, reason="WEAT"),
    "delay grows, gate known": replace(ONLY_GATE, gate=replace(MOVED, is_new=False), time=LATER_AGAIN),
    "delay without an end": replace(ONLY_GATE, gate=None, time=UNKNOWN),
    "delay with everything": replace(
        ONLY_GATE,
        time=LATER,
        next_info=NextInfoFact(AT[15], is_new=True),
        reason="CREW",
        manage_link="https://flightpulse.example/b/1",
    ),
    "back on time": replace(ONLY_GATE, gate=None, time=ON_TIME),
    "leaves earlier": replace(ONLY_GATE, gate=None, time=EARLIER),
    "cancelled": replace(
        ONLY_GATE, gate=None, disposition=DispositionFact(None, Disposition.CANCELLED, is_new=True)
    ),
    "reinstated": replace(
        ONLY_GATE,
        disposition=DispositionFact(Disposition.CANCELLED, Disposition.OPERATING, is_new=True),
        time=LATER,
    ),
    "diverted": replace(
        ONLY_GATE,
        gate=None,
        disposition=DispositionFact(None, Disposition.DIVERTED, is_new=True),
        diversion=DiversionFact(None, CLE, is_new=True),
    ),
    "diversion over": replace(
        ONLY_GATE,
        gate=None,
        disposition=DispositionFact(Disposition.DIVERTED, Disposition.OPERATING, is_new=True),
        diversion=DiversionFact(CLE, None, is_new=True),
    ),
    "back at the gate": replace(
        ONLY_GATE, gate=None, disposition=DispositionFact(None, Disposition.RETURNED, is_new=True), time=LATER
    ),
}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("facts", CASES.values(), ids=CASES.keys())
def test_a_good_text_is_refused_by_no_check_and_a_wrong_one_by_the_digit_rule(
    facts: Facts, locale: str
) -> None:
    facts = replace(facts, locale=locale)
    shape = shape_of(facts, list(Channel), "1", "stand-in.good")
    body = {
        "messages": [{"role": "user", "content": [{"text": user_message(shape)}]}],
        "toolConfig": {"tools": [tool(shape)], "toolChoice": {"tool": {"name": TOOL_NAME}}},
    }
    request = read_request(json.dumps(body).encode())

    good, wrong = (SlotText(write(request, wrong=wrong)) for wrong in (False, True))

    assert list(refusals(good, shape, facts)) == []
    assert "no_digit" in {error.check for error in refusals(wrong, shape, facts)}
