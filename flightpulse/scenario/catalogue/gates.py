"""Gates and terminals."""

from flightpulse.scenario.catalogue.cast import BY_EMAIL, BY_PUSH, BY_SMS, OPTED_OUT
from flightpulse.scenario.checks import (
    both,
    kinds_in_act,
    last_text_holds,
    messages_each,
    nothing_in_act,
    published_in_act,
)
from flightpulse.scenario.script import Act, Scenario, airport, clock
from services.core.contracts.detail_types import FLIGHT_GATE_CHANGED
from services.core.telling.difference import Kind
from services.core.telling.rule import Rule

OUT = clock(1430)

GATE_CHANGE = Scenario(
    "gate-change",
    "A5, B7 and back to A5 within the settle time: nobody is told; then C9, which stays: everybody is",
    9004,
    "MIA",
    OUT,
    (BY_SMS, BY_PUSH, OPTED_OUT),
    (
        Act(
            (
                airport(clock(1300), "flight.gate_changed", gate="B7"),
                airport(clock(1300) + 10_000, "flight.gate_changed", gate="A5"),
            )
        ),
        Act((airport(clock(1320), "flight.gate_changed", gate="C9"),)),
    ),
    both(
        published_in_act(0, FLIGHT_GATE_CHANGED),
        nothing_in_act(0, Rule.ON_BASELINE),
        kinds_in_act(1, Kind.GATE),
        last_text_holds("C9"),
        messages_each(1, 1),
    ),
)

TERMINAL_CHANGE = Scenario(
    "terminal-change",
    "another gate in another terminal: the message states both",
    9005,
    "DEN",
    OUT,
    (BY_SMS, BY_EMAIL),
    (Act((airport(clock(1310), "flight.gate_changed", gate="C71", terminal="C"),)),),
    both(
        published_in_act(0, FLIGHT_GATE_CHANGED),
        kinds_in_act(0, Kind.GATE),
        last_text_holds("C71", "erminal C"),
        messages_each(1, 1),
    ),
)
