"""Facts from what is published, what was booked and what a contact was last told."""

import re
from collections.abc import Collection
from dataclasses import replace
from typing import Final

from services.core.flight.bands import minutes_late
from services.core.flight.key import FlightKey
from services.core.flight.truth import Baseline, Disposition, Truth
from services.core.telling.aspect import Aspect
from services.core.telling.told import Told
from services.messenger.facts.airports import airport, country
from services.messenger.facts.aspects import (
    DispositionFact,
    DiversionFact,
    LabelFact,
    NextInfoFact,
    TimeFact,
)
from services.messenger.facts.facts import Facts
from services.messenger.facts.kinds import bears_a_reason, kind_of
from services.messenger.facts.rights import rights_note

REASONS: Final = frozenset(
    {"AIRS", "ARPT", "COMM", "CREW", "DAMA", "EQUI", "FUEL", "HDLG", "HOLI", "INDU"}
    | {"OPER", "PERF", "POLI", "POSI", "REPO", "ROTA", "RTNS", "RUNW", "TECH", "WEAT"}
)
"""The change reasons of SSIM chapter 4; free text from a feed never gets further than here."""

LABEL: Final = re.compile(r"[A-Z]{0,2}[0-9]{1,3}[A-Z]?|[A-Z]{1,2}")
"""What a gate or terminal looks like; anything else is a remark in the wrong field."""

_IATA: Final = re.compile(r"[A-Z]{3}")


def facts_for(
    flight_key: FlightKey,
    published: Truth,
    baseline: Baseline,
    told: Told,
    state: Collection[Aspect],
    new: Collection[Aspect],
    *,
    destination: str | None = None,
    reason: str | None = None,
    locale: str = "en",
    manage_link: str | None = None,
) -> Facts:
    """The facts that a message has to state (`core.telling.difference`: due, to_state).

    With nothing to state (a resend on a good day) it is the departure time.
    """
    aspects = set(state) | set(new) or {Aspect.TIME}
    before = told.values or baseline.as_truth()
    labels = {
        name: _label(getattr(before, name), getattr(published, name), Aspect(name) in new)
        for name in ("gate", "terminal")
        if Aspect(name) in aspects
    }
    diversion_known = published.diverted_to is None or _IATA.fullmatch(published.diverted_to)
    disposed = Aspect.DISPOSITION in aspects and bool(diversion_known)
    unstatable = {Aspect(name) for name, fact in labels.items() if fact is None}
    if Aspect.DISPOSITION in aspects and not disposed:
        unstatable.add(Aspect.DISPOSITION)
    facts = Facts(
        designator=flight_key.designator,
        day=flight_key.date,
        origin=airport(flight_key.airport),
        destination=airport(destination) if destination and _IATA.fullmatch(destination) else None,
        disposition=_disposition(told, published, Aspect.DISPOSITION in new) if disposed else None,
        diversion=_diversion(told, published, Aspect.DISPOSITION in new) if disposed else None,
        time=_time(told, published, baseline, Aspect.TIME in new) if Aspect.TIME in aspects else None,
        gate=labels.get("gate"),
        terminal=labels.get("terminal"),
        next_info=(
            NextInfoFact(published.next_info, Aspect.NEXT_INFO in new)
            if Aspect.NEXT_INFO in aspects
            else None
        ),
        reason=reason if reason in REASONS else None,
        rights_note=_rights(flight_key, published, baseline, aspects),
        locale=locale,
        manage_link=manage_link,
        unstatable=frozenset(unstatable),
    )
    return facts if bears_a_reason(kind_of(facts)) else replace(facts, reason=None)


def _disposition(told: Told, published: Truth, is_new: bool) -> DispositionFact:
    ever = told.values is not None and Aspect.DISPOSITION in told.ever
    return DispositionFact(
        told.values.disposition if told.values and ever else None, published.disposition, is_new
    )


def _diversion(told: Told, published: Truth, is_new: bool) -> DiversionFact | None:
    """None also while cancelled, and while nobody knows where the flight is diverted to."""
    old = told.values.diverted_to if told.values and Aspect.DISPOSITION in told.ever else None
    now = published.diverted_to
    if published.disposition is Disposition.CANCELLED or (now is None and old is None):
        return None
    if published.disposition is Disposition.DIVERTED and now is None:
        return None
    return DiversionFact(
        airport(old) if old and _IATA.fullmatch(old) else None, airport(now) if now else None, is_new
    )


def _rights(flight_key: FlightKey, published: Truth, baseline: Baseline, aspects: set[Aspect]) -> str | None:
    late = None
    if Aspect.TIME in aspects and published.out is not None and baseline.out is not None:
        late = minutes_late(published.out, baseline.out)
    disposition = published.disposition.value if Aspect.DISPOSITION in aspects else None
    return rights_note(country(flight_key.airport), disposition, late)


def _next_info(published: Truth, is_new: bool) -> NextInfoFact:
    return NextInfoFact(published.next_info, is_new)


def _time(told: Told, published: Truth, baseline: Baseline, is_new: bool) -> TimeFact:
    previous = told.values.out if told.values and Aspect.TIME in told.ever else None
    return TimeFact(baseline.out, previous, published.out, is_new)


def _label(old: str | None, new: str | None, is_new: bool) -> LabelFact | None:
    """None when the new value is not a label at all."""
    if new is not None and not LABEL.fullmatch(new):
        return None
    return LabelFact(old if old and LABEL.fullmatch(old) else None, new, is_new)
