"""Facts to slot values: every value of every fact becomes words here and nowhere else."""

from services.core.clock import MINUTE, Instant
from services.messenger.facts.aspects import DiversionFact, LabelFact, Place, TimeFact
from services.messenger.facts.directions import direction, shown_previous
from services.messenger.facts.facts import Facts
from services.messenger.facts.kinds import Kind, kind_of
from services.messenger.facts.rights import rights_text
from services.messenger.phrases.slots import GREETING_MARK, SLOT_OF
from services.messenger.phrases.table import Phrases, PhraseTable, Style
from services.messenger.phrases.times import date_text, time_text


def render(facts: Facts, table: PhraseTable, style: Style) -> dict[str, str]:
    """Slot name to text for every slot these facts have a value for."""
    values = {SLOT_OF[name]: _fact(name, facts, table, style) for name in facts.names}
    values["flight"] = table.flight.format(designator=facts.designator, date=date_text(facts.day, table))
    values["route"] = _route(facts, table, style)
    values["greeting"] = GREETING_MARK
    if facts.reason:
        values["reason"] = table.reason.format(reason=table.reasons[facts.reason])
    if facts.rights_note:
        values["rights"] = rights_text(facts.rights_note, table.locale)
    if facts.manage_link:
        values["manage_link"] = facts.manage_link
    if facts.time and (late := late_minutes(facts)) is not None:
        values["delay_length"] = _length(late, table)
    return values


def late_minutes(facts: Facts) -> int | None:
    """Whole minutes late as the told times show it, None unless the message is about a delay."""
    time = facts.time
    if kind_of(facts) is not Kind.DELAY or time is None or time.new is None or time.scheduled is None:
        return None
    return time.new // MINUTE - time.scheduled // MINUTE


def _fact(name: str, facts: Facts, table: PhraseTable, style: Style) -> str:
    fact = getattr(facts, name)
    way = direction(fact)
    match name:
        case "disposition":
            return (table.disposition_head if style is Style.HEAD else table.disposition)[way]
        case "time":
            return _time(fact, way, facts, table)
        case "diversion":
            return _diversion(fact, way, facts, table, style)
        case "next_info":
            at = fact.at
            return table.next_info[way].format(at=_at(at, facts, table) if at is not None else "")
        case _:
            return _label(fact, way, table.gate_change if name == "gate" else table.terminal_change)


def _at(instant: Instant, facts: Facts, table: PhraseTable) -> str:
    return time_text(instant, facts.origin.zone, facts.day, table)


def _time(fact: TimeFact, way: str, facts: Facts, table: PhraseTable) -> str:
    previous = shown_previous(fact)
    key = way + ("_unscheduled" if way == "unknown" and fact.scheduled is None else "")
    key += "" if previous is None else "_previous"
    times = {"new": fact.new, "previous": previous, "scheduled": fact.scheduled}
    told = {role: _at(instant, facts, table) for role, instant in times.items() if instant is not None}
    return table.time_change[key].format(**told)


def _label(fact: LabelFact, way: str, phrases: Phrases) -> str:
    return phrases[way].format(old=fact.old, new=fact.new)


def _diversion(fact: DiversionFact, way: str, facts: Facts, table: PhraseTable, style: Style) -> str:
    key = f"{way}_open" if way in ("set", "changed") and facts.destination is None else way
    places = {"old": fact.old, "new": fact.new, "destination": facts.destination}
    return table.diversion[key].format(
        **{role: _place(place, table, style) for role, place in places.items() if place}
    )


def _place(place: Place, table: PhraseTable, style: Style) -> str:
    if place.city is None:
        return table.place[Style.SHORT].format(iata=place.iata)
    return table.place[style].format(city=place.city, iata=place.iata)


def _route(facts: Facts, table: PhraseTable, style: Style) -> str:
    origin = _place(facts.origin, table, style)
    if facts.destination is None:
        return table.route_open[style].format(origin=origin)
    return table.route[style].format(origin=origin, destination=_place(facts.destination, table, style))


def _length(minutes: int, table: PhraseTable) -> str:
    hours, rest = divmod(minutes, 60)
    key = "minutes" if not hours else "hours_minutes" if rest else "hours"
    return table.delay_length[key].format(hours=hours, minutes=rest)
