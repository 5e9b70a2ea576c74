"""An instant as a passenger reads it: local to the airport, with zone, and the date if it is another day."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from services.core.clock import Instant
from services.messenger.phrases.table import Clock, PhraseTable


def time_text(instant: Instant, zone: str, day: date, table: PhraseTable) -> str:
    """`14:35 EST`, and `00:40 EST on Sat 9 Mar` when that is not `day`, the flight's own date."""
    local = datetime.fromtimestamp(instant // 1000, UTC).astimezone(ZoneInfo(zone))
    time = f"{_clock(local, table)} {zone_text(local)}"
    if local.date() == day:
        return time
    return table.time_on_date.format(time=time, date=date_text(local.date(), table))


def _clock(local: datetime, table: PhraseTable) -> str:
    match table.clock:
        case Clock.HOURS_24:
            return f"{local.hour:02d}:{local.minute:02d}"
        case Clock.HOURS_24_SPELT:
            return f"{local.hour:02d} h {local.minute:02d}"
        case Clock.HOURS_12:
            return f"{local.hour % 12 or 12}:{local.minute:02d} {table.halves[local.hour >= 12]}"


def zone_text(local: datetime) -> str:
    """The zone's abbreviation; where the tz database has none but an offset, `UTC-03`."""
    name = local.tzname() or "UTC"
    return f"UTC{name}" if name[0] in "+-" else name


def date_text(day: date, table: PhraseTable) -> str:
    """`Sat 9 Mar`: nobody is told about a flight so far off that the year is in doubt."""
    number = table.first_of_month if day.day == 1 else str(day.day)
    return table.date.format(
        weekday=table.weekdays[day.weekday()], day=number, month=table.months[day.month - 1]
    )
