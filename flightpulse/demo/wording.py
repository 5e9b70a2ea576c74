"""How moments and messages are written on either screen."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flightpulse.demo.options import DemoOptions
from flightpulse.demo.progress import Message, Watched
from local.replay.day import ReplayDay
from services.core.clock import Instant
from services.core.flight.key import FlightKey

NEW_YORK = ZoneInfo("America/New_York")
"""All flights of the data leave from there."""


def clock_time(instant: Instant) -> str:
    """`8 Mar 06:12`, in New York."""
    local = datetime.fromtimestamp(instant / 1000, UTC).astimezone(NEW_YORK)
    return f"{local.day} {local:%b %H:%M}"


def headline(options: DemoOptions, day: ReplayDay) -> str:
    """What is about to be replayed: which flights, and that nobody on them is real."""
    flights, whole = len(day.flights), day.flights_of_the_day
    share = f"all {flights}" if flights == whole else f"a sample of {flights} of the {whole}"
    return (
        f"{day.day.day} {day.day:%B %Y}: {share} flights that were to leave New York, with "
        f"{flights * options.passengers_per_flight} invented passengers, a sample of each cabin"
    )


def short_line(message: Message) -> str:
    """One message where the width of a terminal is all there is."""
    designator = FlightKey.parse(message.flight_key).designator
    time = clock_time(message.as_of).rpartition(" ")[2]
    return f"{time} {designator:<6} {message.channel:<5} {message.masked_contact} {_text(message)}"


def message_line(message: Message) -> str:
    """One message on one line."""
    key = FlightKey.parse(message.flight_key)
    where = f"{key.designator} {key.airport}"
    return (
        f"{clock_time(message.as_of)}  {where:<10}  {message.kind:<13} {message.channel:<5} "
        f"{message.masked_contact:<18} {_text(message)}"
    )


def quiet_hours_line(watched: Watched) -> str:
    """What waits for the end of somebody's quiet hours, and what did."""
    return f"{watched.held} held in quiet hours, {watched.released} sent after them"


def _text(message: Message) -> str:
    if message.held_until is None:
        return message.text
    return f"[held until {clock_time(message.held_until).rpartition(' ')[2]}] {message.text}"
