"""Every wrong text is stopped, in every language, and no check could be taken out unnoticed."""

from dataclasses import replace

import pytest

from services.messenger.cohorts.channel import Channel
from services.messenger.cohorts.shape import Shape
from services.messenger.cohorts.shape_of import shape_of
from services.messenger.cohorts.slot_text import SlotText
from services.messenger.compose.fit import fill_to_fit
from services.messenger.facts.facts import Facts
from services.messenger.templates.build import template_for
from services.messenger.verify.readback.checks import CHECKS
from services.messenger.verify.readback.verify import readback_errors
from services.messenger.verify.slot_rules import RULES, slot_errors
from tests.eval import settings
from tests.eval.wrong import RAW, RENDERED
from tests.eval.wrong.wrong import Wrong

FINISHED_TEXTS = [(code, wrong) for code, texts in RENDERED.items() for wrong in texts]
SLOT_TEXTS = [(code, wrong) for code, texts in RAW.items() for wrong in texts]
FEWEST = 15


def _in(code: str, facts: Facts) -> Facts:
    return replace(facts, locale=code)


def _shape(facts: Facts) -> Shape:
    return shape_of(facts, [Channel.EMAIL], "test", "model")


def _right_email(facts: Facts) -> str:
    return fill_to_fit(template_for(_shape(facts)).to_json(), facts, Channel.EMAIL, "Hello,").body


def _rendered(code: str, wrong: Wrong) -> tuple[str, Facts]:
    facts = _in(code, wrong.facts)
    return wrong.applied_to(_right_email(facts)), facts


def _raw(code: str, wrong: Wrong) -> tuple[Shape, SlotText]:
    shape = _shape(_in(code, wrong.facts))
    fields = template_for(shape).to_json()
    return shape, SlotText(fields | {"email_body": wrong.applied_to(fields["email_body"])})


@pytest.mark.parametrize("code", RAW)
@pytest.mark.parametrize("facts", settings.ALL)
def test_the_right_text_passes_both_gates(facts: Facts, code: str) -> None:
    facts = _in(code, facts)
    shape = _shape(facts)
    assert slot_errors(shape, template_for(shape)) == ()
    assert readback_errors(_right_email(facts), facts) == ()


@pytest.mark.parametrize(("code", "wrong"), FINISHED_TEXTS, ids=str)
def test_the_read_back_stops_a_wrong_finished_text(code: str, wrong: Wrong) -> None:
    caught_by = {error.check for error in readback_errors(*_rendered(code, wrong))}
    assert f"read_back.{wrong.check}" in caught_by


@pytest.mark.parametrize(("code", "wrong"), SLOT_TEXTS, ids=str)
def test_the_slot_rules_stop_a_wrong_slot_text(code: str, wrong: Wrong) -> None:
    assert wrong.check in {error.check for error in slot_errors(*_raw(code, wrong))}


@pytest.mark.parametrize("code", RENDERED)
@pytest.mark.parametrize("name", CHECKS)
def test_without_this_check_a_wrong_finished_text_would_pass(name: str, code: str) -> None:
    others = {other: check for other, check in CHECKS.items() if other != name}
    mine = [wrong for wrong in RENDERED[code] if wrong.check == name]
    assert any(not readback_errors(*_rendered(code, wrong), checks=others) for wrong in mine)


@pytest.mark.parametrize("code", RAW)
@pytest.mark.parametrize("name", RULES)
def test_without_this_rule_a_wrong_slot_text_would_pass(name: str, code: str) -> None:
    others = {other: rule for other, rule in RULES.items() if other != name}
    mine = [wrong for wrong in RAW[code] if wrong.check == name]
    assert any(not slot_errors(*_raw(code, wrong), rules=others) for wrong in mine)


@pytest.mark.parametrize("texts", [RENDERED, RAW], ids=["finished", "slot"])
def test_every_language_has_its_wrong_texts(texts: dict[str, tuple[Wrong, ...]]) -> None:
    assert set(texts) == {"en", "es", "fr", "ja"}
    assert min(len(wrong) for wrong in texts.values()) >= FEWEST
