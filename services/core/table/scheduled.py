"""The scheduled departure as the STATE item shows it, and back."""

from datetime import date

from services.core.clock import Instant, format_instant, parse_instant


def scheduled_text(scheduled_out: Instant | None, origin_date: date) -> str:
    """RFC 3339; for a flight heard of before its schedule, its origin date."""
    return origin_date.isoformat() if scheduled_out is None else format_instant(scheduled_out)


def scheduled_of(text: str) -> Instant | None:
    """The departure that `scheduled_text` wrote; None where there is only a date."""
    return parse_instant(text) if "T" in text else None
