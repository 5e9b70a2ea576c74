"""docs/metrics.md, made from the two catalogues: `python -m tools.metrics_page --write`."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from prometheus_client.metrics_core import Metric as Family

from services.consumer.exposition import families
from services.consumer.metrics import Metrics
from services.core.contracts.metrics import CATALOGUE, EMBEDDED, NAMESPACE, PERIOD_SECONDS, SERVICE, SETTING

PAGE = Path(__file__).resolve().parents[1] / "docs" / "metrics.md"

HEAD = f"""# Metrics

Made from `services/core/contracts/metrics.py` and `services/consumer/exposition.py` by
`python -m tools.metrics_page --write`; a test compares.

## CloudWatch

Namespace `{NAMESPACE}`. With `{SETTING}={EMBEDDED}` a service writes them as lines of its log, in
the embedded metric format; without it, nothing. The functions get it outside of the local preset.
The consumer writes once in {PERIOD_SECONDS} seconds, a function at the end of an invocation. Every
metric has the dimension `{SERVICE}`; one with another is kept twice, by `{SERVICE}` alone and by
both. "Read" is the statistic that makes sense of it.

| service | name | unit | dimensions | read | what it says |
|---|---|---|---|---|---|
"""

PROMETHEUS = """
`NoticeMisses` measures against 14 CFR 259.8(a): passengers hear within 30 minutes
of a cancellation, a diversion or a delay of 30 minutes. Every delay that is told counts here, and
the clock starts at the announcement. A message that a contact's own quiet hours held does not
count.

## The consumer's /metrics

In Prometheus' form, on the port of its health checks, always. Figures by partition also name the
group; a partition that is lost leaves none behind. Lag and rebalances are in no semantic
convention.

| name | kind | labels | what it says |
|---|---|---|---|
"""


def page() -> str:
    """The whole page."""
    cloudwatch = "".join(
        f"| {one.service} | `{one.name}` | {one.unit.value} | {SERVICE}{f', {one.by}' if one.by else ''} "
        f"| {one.statistic.value} | {one.meaning} |\n"
        for one in CATALOGUE
    )
    return HEAD + cloudwatch + PROMETHEUS + "".join(_rows())


def _rows() -> Iterator[str]:
    for family, labels in sorted([*_kept(), *families()], key=lambda each: each[0].name):
        name = f"{family.name}_total" if family.type == "counter" else family.name
        yield f"| `{name}` | {family.type} | {', '.join(labels)} | {family.documentation} |\n"


def _kept() -> Iterator[tuple[Family, tuple[str, ...]]]:
    for collector in Metrics().collectors:
        (family,) = collector.describe()
        yield family, tuple(collector._labelnames)


def main() -> None:
    """Writes the page, or prints it."""
    parser = argparse.ArgumentParser(prog="python -m tools.metrics_page", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/metrics.md")
    if parser.parse_args().write:
        PAGE.write_text(page(), encoding="utf-8")
    else:
        print(page(), end="")


if __name__ == "__main__":
    main()
