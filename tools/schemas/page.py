"""docs/events/README.md: each event with its producer and, from the rules of the template, who gets it."""

import re
from collections.abc import Iterator

from infra.snapshots.read import STACKS, read
from services.core.contracts.detail_types import PRODUCERS
from tools.schemas.catalogue import THREE_TYPES

RULE = re.compile(r"^Routes|Rule[0-9A-F]{8}$")
HEAD = """\
# The catalogue of events

Made by `make schemas` from the models in `services/core/contracts` and `services/consumer/formats`, and from
the rules in `infra/snapshots`. Schemas only grow: a field is never taken away, never changes its type, and is
never required afterwards; whoever reads an event ignores what it does not know.

## On the bus

Each file describes the `detail`. A rule names its targets; each has a dead-letter queue.

| detail type | source | rule: targets |
|---|---|---|
"""
TAIL = """
## On Kafka

| topic | schema | from |
|---|---|---|
| `flight-operations` | [kafka.canonical](kafka.canonical.json) | feeds, the API, the consumer (re-keyed) |
"""
END = """
What cannot be understood goes to `flight-operations.dlq` byte for byte, with its reason in headers.
"""


def page() -> str:
    """The whole page."""
    rows = "\n".join(
        f"| [{name}](bus.{name}.json) | {', '.join(f'`{source}`' for source in sources)} | {_readers(name)} |"
        for name, sources in PRODUCERS.items()
    )
    raw = "\n".join(
        f"| `flight-operations.raw` | [kafka.{name}](kafka.{name}.json) | feeds |" for name in THREE_TYPES
    )
    return HEAD + rows + "\n" + TAIL + raw + "\n" + END


def _readers(detail_type: str) -> str:
    return "; ".join(_rules(detail_type))


def _rules(detail_type: str) -> Iterator[str]:
    for stack in STACKS:
        for name, resource in read(stack)["Resources"].items():
            properties = resource.get("Properties", {})
            pattern = properties.get("EventPattern", {})
            if resource["Type"] == "AWS::Events::Rule" and detail_type in pattern.get("detail-type", ()):
                targets = ", ".join(sorted(target["Id"] for target in properties["Targets"]))
                yield f"{RULE.sub('', name)}: {targets}"
