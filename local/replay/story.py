"""Everything that was announced about one real flight, in the order in which it became known."""

from datetime import timedelta

from local.replay.alternates import alternate_for
from local.replay.announcement import AIRPORT, DERIVED, REAL, SYNTHETIC, Announcement
from local.replay.chance import Chance
from local.replay.delay_steps import LONGEST_LEAD_MINUTES, DelayStep, delay_steps
from local.replay.gates import Gate, changed_gate, first_gate
from local.replay.real_flight import RealFlight
from local.replay.wall_clock import instant_at, zone_of
from services.core.clock import HOUR, MINUTE, Instant

SCHEDULE_PUBLISHED_HHMM = 1800
"""A day's schedule goes out on the eve, in the evening, before anything else is said about its flights."""

KNOWN_OVERNIGHT_FROM_MINUTES = 60
KNOWN_OVERNIGHT_SHARE = 0.15
LAST_MINUTE_OF_THE_NIGHT = 5 * 60
"""A long delay may be known before the day begins: the aircraft is elsewhere, or the crew needs its rest."""

UNANNOUNCED = {"publishedAt": SYNTHETIC, "occurredAt": SYNTHETIC}
DELAY_REASONS = ("ROTA", "WEAT", "CREW", "TECH", "HDLG", "ARPT", "OPER")
CANCELLATION_REASONS = ("WEAT", "CREW", "TECH", "ROTA")


def story_of(flight: RealFlight, seed: int) -> tuple[Announcement, ...]:
    """The announcements of one flight, sorted by publication; the same for the same seed."""
    chance = Chance(seed, str(flight.key))
    gate = first_gate(flight.key.airport, flight.key.carrier, chance)
    told = [_schedule(flight, gate)]
    if flight.actual_out is None:
        told.append(_cancellation(flight, chance))
    else:
        told += _delays(flight, chance)
        told += _gate_change(flight, gate, flight.actual_out, chance)
        told += _movements(flight, flight.actual_out, chance)
    return tuple(sorted(told, key=lambda announcement: announcement.published_at))


def _schedule(flight: RealFlight, gate: Gate) -> Announcement:
    eve = flight.key.date - timedelta(days=1)
    published = instant_at(eve, SCHEDULE_PUBLISHED_HHMM, zone_of(flight.key.airport))
    return Announcement(
        "flight.scheduled",
        published,
        published,
        {
            "scheduledOut": flight.scheduled_out,
            "scheduledIn": flight.scheduled_in,
            "destination": flight.destination,
            "gate": gate.gate,
            "terminal": gate.terminal,
            **({"registration": flight.registration} if flight.registration else {}),
        },
        origins=UNANNOUNCED | {"gate": SYNTHETIC, "terminal": SYNTHETIC, "scheduledIn": DERIVED},
    )


def _cancellation(flight: RealFlight, chance: Chance) -> Announcement:
    published = flight.scheduled_out - round((1 + 5 * chance.fraction("cancellation lead")) * 60) * MINUTE
    return Announcement(
        "flight.cancelled",
        published,
        published,
        {"reason": chance.pick("cancellation reason", CANCELLATION_REASONS)},
        origins=UNANNOUNCED | {"cancelled": REAL, "reason": SYNTHETIC},
    )


def _delays(flight: RealFlight, chance: Chance) -> list[Announcement]:
    reason = chance.pick("delay reason", DELAY_REASONS)
    steps = delay_steps(
        flight.scheduled_out, flight.departure_delay or 0, chance, _known_overnight(flight, chance)
    )
    return [_delay(flight, step, reason) for step in steps]


def _known_overnight(flight: RealFlight, chance: Chance) -> Instant | None:
    """When in the night before a long delay became known, for some of those that leave by day."""
    long = (flight.departure_delay or 0) >= KNOWN_OVERNIGHT_FROM_MINUTES
    if not (long and chance.happens("known overnight", KNOWN_OVERNIGHT_SHARE)):
        return None
    minute = chance.whole("night minute", 0, LAST_MINUTE_OF_THE_NIGHT)
    hhmm = minute // 60 * 100 + minute % 60
    known_at = instant_at(flight.key.date, hhmm, zone_of(flight.key.airport))
    earlier_than_any = flight.scheduled_out - LONGEST_LEAD_MINUTES * MINUTE
    return known_at if known_at < earlier_than_any else None


def _delay(flight: RealFlight, step: DelayStep, reason: str) -> Announcement:
    return Announcement(
        "flight.delayed",
        step.published_at,
        step.published_at,
        {
            "estimatedOut": step.estimated_out,
            "estimatedIn": flight.scheduled_in + step.delay_minutes * MINUTE,
            "reason": reason,
        },
        origin=SYNTHETIC,
        origins={"estimatedOut": REAL if step.is_truth else SYNTHETIC},
    )


def _gate_change(flight: RealFlight, gate: Gate, actual_out: Instant, chance: Chance) -> list[Announcement]:
    moved = changed_gate(flight.key.airport, gate, chance)
    if moved is None:
        return []
    published = actual_out - chance.whole("gate change lead", 25, 120) * MINUTE
    return [
        Announcement(
            "flight.gate_changed",
            published,
            published,
            {"gate": moved.gate, "terminal": moved.terminal, "previousGate": gate.gate},
            origin=SYNTHETIC,
            authority=AIRPORT,
        )
    ]


def _movements(flight: RealFlight, out: Instant, chance: Chance) -> list[Announcement]:
    """Out and in are real; wheels off and on split the real taxi total by a synthetic share."""
    told = [Announcement("flight.off_block", out, out, {"actualOut": out})]
    if flight.actual_in is None or flight.air_minutes is None:
        off = out + chance.whole("taxi out", 8, 25) * MINUTE
        return [*told, _moved("flight.airborne", "actualOff", off), _diversion(flight, off, chance)]
    taxi_minutes = (flight.actual_in - out) // MINUTE - flight.air_minutes
    taxi_out = max(1, round(taxi_minutes * (0.6 + 0.2 * chance.fraction("taxi share"))))
    off = out + taxi_out * MINUTE
    on = off + flight.air_minutes * MINUTE
    arrived = Announcement(
        "flight.on_block", flight.actual_in, flight.actual_in, {"actualIn": flight.actual_in}
    )
    return [
        *told,
        _moved("flight.airborne", "actualOff", off),
        _moved("flight.landed", "actualOn", on),
        arrived,
    ]


def _moved(event_type: str, field: str, at: Instant) -> Announcement:
    return Announcement(event_type, at, at, {field: at}, origin=SYNTHETIC)


def _diversion(flight: RealFlight, off: Instant, chance: Chance) -> Announcement:
    block = max(flight.scheduled_in - flight.scheduled_out, HOUR)
    at = off + round(block * (0.4 + 0.4 * chance.fraction("diversion time")) / MINUTE) * MINUTE
    return Announcement(
        "flight.diverted",
        at,
        at,
        {
            "airport": alternate_for(flight.destination, flight.key.airport),
            "reason": chance.pick("diversion reason", ("WEAT", "TECH", "OPER")),
        },
        origin=SYNTHETIC,
        origins={"diverted": DERIVED},
    )
