"""The figures of a soak, as a table and as JSON."""

from collections.abc import Iterator
from typing import Any

from tests.reliability.soak.run import Soaked

ORACLES = (
    ("lost", ("no_loss", "state_equals_merge")),
    ("first published out of order", ("order_published",)),
    ("told twice for one truth", ("told_once",)),
    ("published again without a reason", ("duplicates_bounded",)),
    ("commits ahead of what is done", ("commit_never_ahead_of_done",)),
    ("commits that fell", ("offset_never_regresses",)),
    ("courses that broke", ("course",)),
)


def rows(soaked: Soaked) -> Iterator[tuple[str, str]]:
    """What, and how much."""
    outcome, memory = soaked.outcome, soaked.memory
    deaths = ", ".join(f"{count} {name}" for name, count in sorted(outcome.deaths.items()))
    yield "kills", f"{outcome.kills} of {soaked.wanted} ({deaths})"
    for name, count in sorted(outcome.strikes.items()):
        yield name, f"{count:,}"
    yield "events sent", f"{outcome.events:,}"
    yield "envelopes published", f"{outcome.published:,}"
    for name, oracles in ORACLES:
        yield name, str(sum(len(outcome.faults.get(oracle, ())) for oracle in oracles))
    share = 100 * outcome.repeated / max(1, outcome.published)
    yield "published again (by who could not know)", f"{outcome.repeated:,} ({share:.1f} %)"
    letters = ", ".join(f"{count} {name}" for name, count in sorted(outcome.dead_letters.items()))
    yield "dead letters", letters or "none"
    slope = "unknown" if memory.mib_per_hour is None else f"{memory.mib_per_hour:+.1f} MiB/h"
    yield "memory of the one never killed", f"{slope} over {memory.seconds:.0f} s, {memory.samples} samples"
    yield "seconds", f"{soaked.seconds:.0f}"
    kafka = " KAFKA=containers" if soaked.groups else ""
    yield "again with", f"make soak KILLS={soaked.wanted} SEED={soaked.seed}{kafka}"


def as_json(soaked: Soaked) -> dict[str, Any]:
    """The same for a machine."""
    outcome, memory = soaked.outcome, soaked.memory
    return {
        "seed": soaked.seed,
        "wanted": soaked.wanted,
        "groups": soaked.groups,
        "kills": dict(outcome.deaths),
        "strikes": dict(outcome.strikes),
        "events": outcome.events,
        "published": outcome.published,
        "publishedAgain": outcome.repeated,
        "deadLetters": dict(outcome.dead_letters),
        "memory": {
            "mibPerHour": memory.mib_per_hour,
            "samples": memory.samples,
            "seconds": memory.seconds,
        },
        "seconds": soaked.seconds,
        "faults": soaked.faults,
    }
