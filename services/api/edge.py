"""What the API shows of itself to the network: who else's pages may call it, how often, and for how long."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Edge:
    """`rate_per_second` is of one caller in one process, 0: no limit; twice of it may come at once.

    `keep_alive_seconds` is longer than the load balancer keeps an idle connection (60 s): the one that closes
    first must not be us, or a request is lost on a connection that has just gone. `origins` are of pages that
    a browser may call from.
    """

    origins: tuple[str, ...] = ()
    docs: bool = False
    rate_per_second: int = 50
    keep_alive_seconds: int = 75

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Edge":
        """Raises ValueError that names the variable and says what would be right."""
        docs = environment.get("FLIGHTPULSE_DOCS") or "off"
        if docs not in ("on", "off"):
            raise ValueError(f"FLIGHTPULSE_DOCS is {docs!r}; it must be on or off")
        return cls(
            _origins(environment.get("FLIGHTPULSE_CORS_ORIGINS", "")),
            docs == "on",
            _whole(environment, "FLIGHTPULSE_RATE_PER_SECOND", 50, 0, 100_000),
            _whole(environment, "FLIGHTPULSE_KEEP_ALIVE_SECONDS", 75, 5, 4_000),
        )


def _origins(text: str) -> tuple[str, ...]:
    found = tuple(text.replace(",", " ").split())
    for origin in found:
        parts = urlsplit(origin)
        if parts.scheme not in ("http", "https") or f"{parts.scheme}://{parts.netloc}" != origin:
            raise ValueError(
                f"FLIGHTPULSE_CORS_ORIGINS holds {origin!r}; it must be origins such as"
                " https://board.example.com, with commas between them"
            )
    return found


def _whole(environment: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    text = environment.get(name) or str(default)
    if text.isascii() and text.isdecimal() and low <= int(text) <= high:
        return int(text)
    raise ValueError(f"{name} is {text!r}; it must be a whole number from {low} to {high}")
