"""The table that `make bench` prints, and the same as JSON."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.bench.latency import percentile
from tests.bench.trial import Figures


def as_json(figures: Mapping[str, Figures], visible: Sequence[float], rate: float) -> dict[str, Any]:
    """`ratio`: ours over the plain loop; latencies in milliseconds at `rate` events a second."""
    ours, plain = figures["flightpulse"], figures["plain loop"]
    return {
        "events_per_cpu_second": round(ours.events_per_cpu_second),
        "plain_events_per_cpu_second": round(plain.events_per_cpu_second),
        "faststream_events_per_cpu_second": round(figures["faststream"].events_per_cpu_second),
        "ratio": round(ours.events_per_cpu_second / plain.events_per_cpu_second, 1),
        "p50_ms": round(percentile(visible, 0.50), 1),
        "p99_ms": round(percentile(visible, 0.99), 1),
        "latency_at_events_per_second": round(rate),
        "rss_mb": round(ours.memory_mb),
        "events": ours.events,
        "events_per_write": round(ours.events / _writes(ours), 2),
        "requests": ours.statistics["requests"],
    }


def lines(figures: Mapping[str, Figures], found: Mapping[str, Any]) -> list[str]:
    """The table for the screen."""
    plain = figures["plain loop"].events_per_cpu_second
    rows = [f"{'':<14}{'events':>9}{'CPU s':>8}{'events/CPU-s':>14}{'ratio':>8}{'peak MB':>9}"]
    for name, one in figures.items():
        rate = one.events_per_cpu_second
        cost = f"{one.events:>9,}{one.seconds:>8.2f}{rate:>14,.0f}"
        rows.append(f"{name:<14}{cost}{rate / plain:>7.1f}x{one.memory_mb:>9.0f}")
    rows.append("")
    rows.append(f"flightpulse folded {found['events_per_write']} events into a write")
    rows.append(
        f"at a steady {found['latency_at_events_per_second']:,} events a second an event was visible after"
        f" {found['p50_ms']} ms (p50), {found['p99_ms']} ms (p99)"
    )
    return rows


def _writes(figures: Figures) -> int:
    return max(1, int(figures.statistics["written"]))
