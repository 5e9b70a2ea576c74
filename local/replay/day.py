"""The flights of one real day, whole or as a sample."""

from dataclasses import dataclass
from datetime import date

from local.replay.dataset import flights_on
from local.replay.real_flight import RealFlight, on_one_time_line
from local.replay.sample import sample_of
from local.replay.stream import ReplayEvent, stream_of


@dataclass(frozen=True, slots=True)
class ReplayDay:
    """What is replayed, and how many flights the day has in all."""

    day: date
    flights: tuple[RealFlight, ...]
    flights_of_the_day: int
    events: tuple[ReplayEvent, ...]


def replay_of(day: date, flights: int | None, seed: int) -> ReplayDay:
    """The replay of a day; `flights` None: all of them. DateOutsideData for a day that the data lacks."""
    everything = tuple(on_one_time_line(row) for row in flights_on(day))
    chosen = everything if flights is None else sample_of(everything, flights)
    return ReplayDay(day, chosen, len(everything), stream_of(chosen, seed))
