"""One line of metrics per invocation, in CloudWatch's embedded metric format."""

from __future__ import annotations

import json
from typing import Any, Final, TextIO

from services.core.clock import Instant
from services.messenger.result import Tally

NAMESPACE: Final = "FlightPulse"
_UNITS: Final = {
    "Told": "Count",
    "Quiet": "Count",
    "Held": "Count",
    "Failed": "Count",
    "Alarms": "Count",
    "Texts": "Count",
    "TemplateShare": "Percent",
}


def metric_line(tally: Tally, alarms: int, now: Instant, service: str = "messenger") -> dict[str, Any]:
    """The line. TemplateShare is left out of an invocation that made no text, or it would drag the mean."""
    values: dict[str, float] = {
        "Told": tally.told,
        "Quiet": sum(tally.quiet.values()),
        "Held": tally.held,
        "Failed": len(tally.failed),
        "Alarms": alarms,
        "Texts": tally.texts,
    }
    if tally.texts:
        values["TemplateShare"] = 100 * tally.templates / tally.texts
    return embedded(values, {name: _UNITS[name] for name in values}, now, service)


def embedded(values: dict[str, float], units: dict[str, str], now: Instant, service: str) -> dict[str, Any]:
    """Values as an EMF document with one dimension, the service."""
    directive = {
        "Namespace": NAMESPACE,
        "Dimensions": [["service"]],
        "Metrics": [{"Name": name, "Unit": unit} for name, unit in units.items()],
    }
    return {"_aws": {"Timestamp": now, "CloudWatchMetrics": [directive]}, "service": service, **values}


def emit(document: dict[str, Any], stream: TextIO) -> None:
    """CloudWatch reads the format from any log line that is the document alone."""
    stream.write(json.dumps(document, separators=(",", ":")) + "\n")
    stream.flush()
