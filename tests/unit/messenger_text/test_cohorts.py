"""One call per shape: cache, lease on the making, repair, and the template when all else fails."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from services.core.clock import Instant, epoch_seconds
from services.messenger.cohorts.channel import Channel
from services.messenger.cohorts.shape import Shape
from services.messenger.cohorts.shape_of import shape_of
from services.messenger.cohorts.slot_text import SlotText
from services.messenger.cohorts.source import CohortTexts
from services.messenger.cohorts.table_cache import (
    LEASE_SECONDS,
    REFUSED_SECONDS,
    TEXT_SECONDS,
    TableTextCache,
)
from services.messenger.compose.compose import compose
from services.messenger.compose.interface import (
    LeaseState,
    Message,
    ModelUnavailable,
    Rejection,
    Source,
)
from services.messenger.facts.facts import Facts
from services.messenger.model.prompt import PROMPT_VERSION
from tests.eval import settings as s
from tests.fakes.table import InMemoryTable

GOOD = "Your flight {{flight}} {{route}} leaves later: {{time_change}}."
DIGIT = GOOD + " Thank you 7 times."
GLUED = "A{{flight}} {{route}}. Departure {{time_change}}."


@dataclass
class Clock:
    """A wall clock in milliseconds, moved by hand."""

    at: Instant = 1_800_000_000_000

    def now(self) -> Instant:
        return self.at

    def seconds(self) -> float:
        return self.at / 1000

    def sleep(self, seconds: float) -> None:
        self.at += int(seconds * 1000)


@dataclass
class Model:
    """A model that answers by a script of SMS texts and failures."""

    script: list[str | ModelUnavailable]
    calls: list[Sequence[Rejection]] = field(default_factory=list)

    def converse(self, shape: Shape, errors: Sequence[Rejection] = ()) -> SlotText:
        self.calls.append(errors)
        step = self.script.pop(0)
        if isinstance(step, ModelUnavailable):
            raise step
        return SlotText({"sms_body": step})


@dataclass
class Desk:
    """A text source on one table, with its clock and model."""

    model: Model
    clock: Clock = field(default_factory=Clock)
    table: InMemoryTable = field(default_factory=InMemoryTable)
    model_id: str | None = "profile"

    @property
    def cache(self) -> TableTextCache:
        return TableTextCache(self.table, self.clock)

    def told(self, facts: Facts) -> Message:
        clock = self.clock
        source = CohortTexts(self.cache, self.model, lambda: self.model_id, 4.0, clock.seconds, clock.sleep)
        return compose(facts, [Channel.SMS], source)[Channel.SMS]


def desk(*script: str | ModelUnavailable) -> Desk:
    return Desk(Model(list(script)))


SHAPE = shape_of(s.DELAY, [Channel.SMS], PROMPT_VERSION, "profile")


def test_a_storm_of_one_shape_is_one_call() -> None:
    the_desk = desk(GOOD)
    others = [replace(s.DELAY, designator=f"UA{number}") for number in range(300, 350)]
    messages = [the_desk.told(facts) for facts in (s.DELAY, *others)]
    assert len(the_desk.model.calls) == 1
    assert [message.source for message in messages[:2]] == [Source.MODEL, Source.CACHED]
    assert messages[7].body.startswith("Your flight UA306 on Fri 8 Mar EWR-IAH leaves later: 14:50 EST")
    assert messages[7].model_id == "profile"


def test_a_batch_reads_the_text_of_a_shape_once() -> None:
    the_desk = desk()
    the_desk.cache.put(SHAPE, SlotText({"sms_body": GOOD}))
    clock = the_desk.clock
    source = CohortTexts(the_desk.cache, the_desk.model, lambda: "profile", 4.0, clock.seconds, clock.sleep)
    compose(s.DELAY, [Channel.SMS], source)
    the_desk.table.items.clear()
    message = compose(replace(s.DELAY, designator="UA300"), [Channel.SMS], source)[Channel.SMS]
    assert message.source is Source.CACHED
    assert "UA300" in message.body


def test_locales_of_one_language_share_a_text_and_languages_do_not() -> None:
    the_desk = desk(GOOD)
    assert the_desk.told(replace(s.DELAY, locale="en")).source is Source.MODEL
    american = the_desk.told(replace(s.DELAY, locale="en-US"))
    assert american.source is Source.CACHED
    assert "2:50 PM EST" in american.body
    assert (
        SHAPE.shape_hash()
        != shape_of(replace(s.DELAY, locale="es"), [Channel.SMS], PROMPT_VERSION, "profile").shape_hash()
    )


def test_another_model_or_prompt_is_another_shape() -> None:
    assert SHAPE.shape_hash() != replace(SHAPE, model_id="next").shape_hash()
    assert SHAPE.shape_hash() != replace(SHAPE, prompt_version="next").shape_hash()
    assert SHAPE.shape_hash() == shape_of(s.DELAY, [Channel.SMS], PROMPT_VERSION, "profile").shape_hash()


def test_a_bad_text_is_repaired_once_and_told_why() -> None:
    the_desk = desk(DIGIT, GOOD)
    message = the_desk.told(s.DELAY)
    assert message.source is Source.REPAIRED
    assert message.rejections == ("no_digit",)
    assert the_desk.model.calls == [(), (Rejection("no_digit", "7"),)]
    assert the_desk.told(s.DELAY).source is Source.CACHED


def test_after_a_second_bad_text_the_template_speaks_and_nobody_asks_again_for_a_while() -> None:
    the_desk = desk(DIGIT, DIGIT, GOOD)
    first = the_desk.told(s.DELAY)
    assert first.source is Source.TEMPLATE
    assert first.rejections == ("no_digit", "no_digit")
    assert the_desk.told(s.DELAY).source is Source.TEMPLATE
    assert len(the_desk.model.calls) == 2
    the_desk.clock.sleep(REFUSED_SECONDS)
    assert the_desk.told(s.DELAY).source is Source.MODEL


def test_a_text_that_only_reads_wrong_when_filled_is_refused_too() -> None:
    the_desk = desk(GLUED, GLUED)
    message = the_desk.told(s.DELAY)
    assert message.source is Source.TEMPLATE
    assert all(check.startswith("read_back.") for check in message.rejections)
    assert {error.excerpt for error in the_desk.model.calls[1]} == {""}  # no value of a fact goes back


@pytest.mark.parametrize("cause", ["throttled", "deadline", "guardrail", "circuit_open"])
def test_an_absent_model_leaves_the_template(cause: str) -> None:
    message = desk(ModelUnavailable(cause)).told(s.DELAY)
    assert message.source is Source.TEMPLATE
    assert message.model_id is None


def test_our_own_rate_limit_is_waited_for_and_is_no_refusal_of_the_shape() -> None:
    """Many shapes at once empty the bucket: kept as refusals, they were left to templates for minutes."""
    limited = ModelUnavailable("rate_limited")
    the_desk = desk(limited, limited, GOOD)
    began = the_desk.clock.now()

    assert the_desk.told(s.DELAY).source is Source.MODEL
    assert the_desk.clock.now() - began < 1000


def test_no_longer_than_the_deadline_is_a_token_waited_for() -> None:
    the_desk = desk(*[ModelUnavailable("rate_limited")] * 30)
    began = the_desk.clock.now()

    assert the_desk.told(s.DELAY).source is Source.TEMPLATE
    assert the_desk.clock.now() - began <= 4000
    assert the_desk.cache.lease(SHAPE) is LeaseState.MINE


def test_an_open_circuit_of_one_process_leaves_the_shape_to_the_others() -> None:
    the_desk = desk(ModelUnavailable("circuit_open"), GOOD)

    assert the_desk.told(s.DELAY).source is Source.TEMPLATE
    assert the_desk.told(s.DELAY).source is Source.MODEL


def test_a_model_that_is_switched_off_is_not_asked() -> None:
    the_desk = desk()
    the_desk.model_id = None
    assert the_desk.told(s.DELAY).source is Source.TEMPLATE
    assert the_desk.table.items == {}


def test_a_model_text_that_one_character_makes_too_long_gives_way() -> None:
    # A tick is not in GSM 7-bit: the whole SMS would be counted in UCS-2.
    text = GOOD + " \u2713 Gate: {{gate_change}}. Expect {{next_info}}. Thank you for your patience."
    facts = replace(s.MIDNIGHT, next_info=s.UNKNOWN.next_info, gate=s.GATE.gate)
    message = desk(text, text).told(facts)
    assert message.source is Source.TEMPLATE
    assert set(message.rejections) == {"too_long"}


def test_while_another_makes_the_text_one_waits_and_then_uses_the_template() -> None:
    the_desk = desk(GOOD)
    assert the_desk.cache.lease(SHAPE) is LeaseState.MINE
    began = the_desk.clock.now()
    assert the_desk.told(s.DELAY).source is Source.TEMPLATE
    assert the_desk.clock.now() - began <= 4000
    assert the_desk.model.calls == []


def test_a_maker_that_died_is_succeeded_when_its_lease_ends() -> None:
    the_desk = desk(GOOD)
    the_desk.cache.lease(SHAPE)
    the_desk.clock.sleep(LEASE_SECONDS)
    assert the_desk.told(s.DELAY).source is Source.MODEL


def test_of_two_makers_who_saw_the_same_expired_lease_one_wins() -> None:
    the_desk = desk()
    the_desk.cache.lease(SHAPE)
    the_desk.clock.sleep(LEASE_SECONDS)
    stale = dict(the_desk.table.items)
    assert the_desk.cache.lease(SHAPE) is LeaseState.MINE

    class Stale(InMemoryTable):
        def get(self, pk: str, sk: str) -> dict[str, object] | None:
            return stale.get((pk, sk))

    late = TableTextCache(Stale(the_desk.table.items), the_desk.clock)
    assert late.lease(SHAPE) is LeaseState.OTHERS


def test_a_cached_text_ends_and_its_expiry_is_on_the_wall_clock() -> None:
    the_desk = desk()
    the_desk.cache.put(SHAPE, SlotText({"sms_body": GOOD}))
    assert the_desk.cache.get(SHAPE)[0] is LeaseState.READY
    (item,) = the_desk.table.items.values()
    assert item["expiresAt"] >= epoch_seconds(the_desk.clock.now()) + TEXT_SECONDS
    the_desk.clock.sleep(TEXT_SECONDS)
    assert the_desk.cache.get(SHAPE) == (None, None)


def test_a_cached_text_is_tried_again_with_each_flight_s_facts() -> None:
    the_desk = desk()
    the_desk.cache.put(SHAPE, SlotText({"sms_body": GLUED}))
    message = the_desk.told(s.DELAY)
    assert message.source is Source.TEMPLATE
    assert message.rejections
