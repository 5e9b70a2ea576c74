"""The API's reads beside a plain FastAPI and boto3 handler, in one run: `make bench-api`.

One worker each, and a table that answers at once in another process. Processor seconds of the worker are
compared; latencies are taken at half of what it did a second with all its connections at work. A run with a
wrong answer is an error.
"""

import argparse
import asyncio
import json
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from tests.bench.latency import percentile
from tests.bench.processor_time import peak_memory_mb, processor_seconds
from tests.bench.reads.load import BadAnswer, as_many_as_go, at_rate
from tests.bench.reads.programs import PROGRAMS, Program, Running

_WARM_SECONDS: Final = 1.5


@dataclass(frozen=True, slots=True)
class Reads:
    """One kind of read by one program; `parts` of the index are asked for a page. Milliseconds."""

    program: str
    what: str
    parts: int
    per_cpu_second: int
    per_second: int
    half_load: int
    p50_ms: float
    p99_ms: float
    peak_mb: int


def main() -> int:
    """0, or 1 when an answer was wrong."""
    parser = argparse.ArgumentParser(prog="make bench-api", description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0, help="of each measurement (default 5)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too")
    arguments = parser.parse_args()
    found: list[Reads] = []
    try:
        with tempfile.TemporaryDirectory() as folder:
            for program in PROGRAMS:
                for what, parts in (("flight", 1), ("page", 1), ("page", 10)):
                    place = Path(folder) / f"{program.name}-{what}-{parts}"
                    found.append(asyncio.run(_measured(program, place, what, parts, arguments.seconds)))
    except BadAnswer as error:
        sys.stderr.write(f"bench-api: {error}\n")
        return 1
    heads = ("GET/CPU-s", "GET/s", "at half load", "p50 ms", "p99 ms", "MB")
    print(
        f"{'':<14}{'read':<22}{heads[0]:>10}{heads[1]:>8}{heads[2]:>14}{heads[3]:>8}{heads[4]:>8}{heads[5]:>6}"
    )
    for one in found:
        name = one.what if one.what == "flight" else f"status page, {one.parts} parts"
        print(
            f"{one.program:<14}{name:<22}{one.per_cpu_second:>10,}{one.per_second:>8,}"
            f"{one.half_load:>12,}/s{one.p50_ms:>8.1f}{one.p99_ms:>8.1f}{one.peak_mb:>6}"
        )
    if arguments.json:
        arguments.json.write_text(
            json.dumps([asdict(one) for one in found], indent=2) + "\n", encoding="utf-8"
        )
    return 0


async def _measured(program: Program, folder: Path, what: str, parts: int, seconds: float) -> Reads:
    sys.stderr.write(f"{program.name}: {what}, {parts} parts of the index\n")
    with Running(program, folder, parts) as running:
        requests, pid = running.requests(what), running.child.pid
        await as_many_as_go(running.port, requests, _WARM_SECONDS)
        before = processor_seconds(pid)
        full = await as_many_as_go(running.port, requests, seconds)
        cost = processor_seconds(pid) - before
        half = full.requests / full.seconds / 2
        load = await at_rate(running.port, requests, half, seconds)
        took = sorted(load.milliseconds)
        return Reads(
            program.name,
            what,
            parts,
            round(full.requests / cost),
            round(full.requests / full.seconds),
            round(half),
            round(percentile(took, 0.50), 2),
            round(percentile(took, 0.99), 2),
            round(peak_memory_mb(pid)),
        )


if __name__ == "__main__":
    sys.exit(main())
