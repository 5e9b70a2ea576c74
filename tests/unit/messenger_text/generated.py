"""Hypothesis strategies for facts: any flight, anything that can become of it, whatever was told before."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from services.core.clock import MINUTE
from services.core.flight.key import FlightKey
from services.core.flight.truth import Baseline, Disposition, Truth
from services.core.telling.aspect import Aspect, off_baseline
from services.core.telling.difference import to_state
from services.core.telling.told import Told
from services.messenger.facts.airports import codes
from services.messenger.facts.build import REASONS, facts_for
from services.messenger.facts.facts import Facts
from services.messenger.locales.registry import LANGUAGES

_CODES = sorted(codes())
_DAYS = st.dates(date(2013, 1, 1), date(2027, 12, 31))
_CLOCK_CHANGES = st.sampled_from(
    [date(2013, 3, 10), date(2013, 11, 3), date(2013, 3, 31), date(2013, 10, 27)]
)
_EAST_AND_WEST = ("HNL", "SYD", "NRT", "AKL", "APW", "PPG", "LHR", "JFK", "EWR", "CDG")
"""Either side of the date line, and where clocks change."""

LOCALES = sorted(table.locale for language in LANGUAGES.values() for table in language.phrases)

keys = st.builds(
    FlightKey,
    st.sampled_from(["UA", "B6", "9E", "WN", "AA", "U2"]),
    st.integers(1, 9999),
    st.sampled_from(["", "", "A", "P"]),
    _DAYS | _CLOCK_CHANGES,
    st.sampled_from(_CODES) | st.sampled_from(_EAST_AND_WEST),
)
labels = st.from_regex(r"[A-Z]?[0-9]{1,2}[A-Z]?|[A-Z]", fullmatch=True)


@st.composite
def truths(draw: st.DrawFn, scheduled: int | None) -> Truth:
    """A truth around the schedule: hours early to a day late, or unknown."""
    moved = draw(st.none() | st.integers(-300, 1500))
    out = None if moved is None or scheduled is None else scheduled + moved * MINUTE
    disposition = draw(st.sampled_from(Disposition))
    diverted = disposition is Disposition.DIVERTED
    return Truth(
        disposition,
        out,
        draw(st.none() | labels),
        draw(st.none() | labels),
        draw(st.sampled_from(_CODES)) if diverted else None,
        draw(st.none() | st.integers(0, 600).map(lambda minutes: (scheduled or 0) + minutes * MINUTE)),
    )


@st.composite
def facts(draw: st.DrawFn, locales: tuple[str, ...] = (*LOCALES, "pl")) -> Facts:
    """Facts as telling asks for them: due aspects new, all others off the baseline or ever told."""
    key = draw(keys)
    noon = int(datetime(key.date.year, key.date.month, key.date.day, 12, tzinfo=UTC).timestamp()) * 1000
    scheduled = noon + draw(st.integers(-720, 720)) * MINUTE
    baseline = Baseline(
        draw(st.sampled_from([scheduled, scheduled, None])),
        draw(st.none() | labels),
        draw(st.none() | labels),
    )
    published = draw(truths(scheduled))
    before = draw(st.none() | truths(scheduled))
    ever = draw(st.frozensets(st.sampled_from(Aspect))) if before else frozenset()
    told = Told(1 if before else 0, before, ever)
    new = draw(st.lists(st.sampled_from(Aspect), min_size=1, unique=True))
    if before is None:
        new = [aspect for aspect in new if off_baseline(aspect, published, baseline)]
    return facts_for(
        key,
        published,
        baseline,
        told,
        to_state(told, published, baseline, tuple(new)),
        new,
        destination=draw(st.none() | st.sampled_from(_CODES) | st.sampled_from(_EAST_AND_WEST)),
        reason=draw(st.none() | st.sampled_from(sorted(REASONS))),
        locale=draw(st.sampled_from(locales)),
    )
