"""English phrases. `en` writes 14:35, `en-US` writes 2:35 PM."""

from dataclasses import replace
from typing import Final

from services.messenger.phrases.table import Clock, Phrases, PhraseTable, Style, frozen


def _label(word: str) -> Phrases:
    return frozen(
        {
            "assigned": f"{word} {{new}}",
            "changed": f"from {word} {{old}} to {word} {{new}}",
            "withdrawn": f"to be announced ({word} {{old}} no longer applies)",
            "open": "to be announced",
        }
    )


EN: Final = PhraseTable(
    locale="en",
    clock=Clock.HOURS_24,
    weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    date="{weekday} {day} {month}",
    time_on_date="{time} on {date}",
    flight="{designator} on {date}",
    place={Style.LONG: "{city} ({iata})", Style.SHORT: "{iata}", Style.HEAD: "{iata}"},
    route={
        Style.LONG: "from {origin} to {destination}",
        Style.SHORT: "{origin}-{destination}",
        Style.HEAD: "{origin}-{destination}",
    },
    route_open={Style.LONG: "from {origin}", Style.SHORT: "from {origin}", Style.HEAD: "from {origin}"},
    disposition=frozen(
        {
            "cancelled": "cancelled",
            "diverted": "diverted",
            "returned": "back at the gate",
            "operating": "operating",
            "after_cancelled": "operating again (the cancellation no longer applies)",
            "after_diverted": "going to its planned destination again",
            "after_returned": "going ahead again",
        }
    ),
    disposition_head=frozen(
        {
            "cancelled": "cancelled",
            "diverted": "diverted",
            "returned": "back at the gate",
            "operating": "operating",
            "after_cancelled": "operating again",
            "after_diverted": "operating again",
            "after_returned": "going ahead again",
        }
    ),
    time_change=frozen(
        {
            "later": "{new} instead of {scheduled}",
            "earlier": "{new} instead of {scheduled}",
            "moved_later_previous": "{new}, previously {previous}, scheduled {scheduled}",
            "moved_earlier_previous": "{new}, previously {previous}, scheduled {scheduled}",
            "as_scheduled": "{new} as scheduled",
            "as_scheduled_previous": "{new} as scheduled, previously {previous}",
            "set": "{new}",
            "set_previous": "{new}, previously {previous}",
            "unknown": "not yet known, scheduled {scheduled}",
            "unknown_previous": "not yet known, previously {previous}, scheduled {scheduled}",
            "unknown_unscheduled": "not yet known",
            "unknown_unscheduled_previous": "not yet known, previously {previous}",
        }
    ),
    gate_change=_label("gate"),
    terminal_change=_label("terminal"),
    diversion=frozen(
        {
            "set": "to {new} instead of {destination}",
            "set_open": "to {new}",
            "changed": "to {new} instead of {destination}, previously {old}",
            "changed_open": "to {new}, previously {old}",
            "withdrawn": "the diversion to {old} no longer applies",
            "ended": "the diversion no longer applies",
        }
    ),
    next_info=frozen({"set": "next information at {at}", "open": "no set time for further information"}),
    delay_length=frozen(
        {"minutes": "{minutes} min", "hours": "{hours} h", "hours_minutes": "{hours} h {minutes} min"}
    ),
    reason="Reason: {reason}.",
    reasons=frozen(
        {
            "AIRS": "airspace restrictions",
            "ARPT": "restrictions at an airport",
            "COMM": "commercial reasons",
            "CREW": "crew availability",
            "DAMA": "damage to the aircraft",
            "EQUI": "a change of aircraft",
            "FUEL": "fuelling",
            "HDLG": "ground handling",
            "HOLI": "a public holiday",
            "INDU": "industrial action",
            "OPER": "operational reasons",
            "PERF": "aircraft performance limits",
            "POLI": "the political situation",
            "POSI": "positioning of the aircraft",
            "REPO": "repositioning of the aircraft",
            "ROTA": "the late arrival of the aircraft",
            "RTNS": "a change of routing",
            "RUNW": "runway restrictions",
            "TECH": "a technical matter",
            "WEAT": "weather",
        }
    ),
    greeting="Hello {name},",
    greeting_unnamed="Hello,",
)

EN_US: Final = replace(EN, locale="en-US", clock=Clock.HOURS_12)

TABLES: Final = (EN, EN_US)
