"""Where a diverted flight went: not in the data, so the nearest large airport on the way stands in."""

from math import asin, cos, radians, sin, sqrt

from local.replay.wall_clock import airport

ALTERNATES = (
    *("ATL", "BNA", "BOS", "BWI", "CLE", "CLT", "DEN", "DFW", "DTW", "IAD", "IND", "LAS"),
    *("MCO", "MIA", "MSP", "ORD", "PHL", "PHX", "PIT", "RDU", "SEA", "SFO", "SLC", "STL"),
)
EARTH_RADIUS_KM = 6371


def alternate_for(destination: str, origin: str) -> str:
    """The large airport nearest to the destination that is neither end of the flight."""
    candidates = [code for code in ALTERNATES if code not in (destination, origin)]
    return min(candidates, key=lambda code: (distance_km(code, destination), code))


def distance_km(here: str, there: str) -> float:
    """Great-circle distance between two airports in kilometres."""
    start, end = airport(here), airport(there)
    north, south = radians(start["lat"]), radians(end["lat"])
    across = sin((south - north) / 2) ** 2
    along = cos(north) * cos(south) * sin(radians(end["lon"] - start["lon"]) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(across + along))
