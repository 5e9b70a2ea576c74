"""Alerts and dashboard ask only for metrics that the consumer has."""

import json
import re
from collections.abc import Iterator
from typing import Any

import yaml

from services.consumer.exposition import families
from services.consumer.metrics import Metrics
from tests.unit.project.repository import ROOT

FOLDER = ROOT / "local" / "observability"
OURS = re.compile(r"flightpulse_consumer_\w+")


def _exposed() -> set[str]:
    counted = {
        sample + suffix
        for family in Metrics().registry.collect()
        for sample in [family.name]
        for suffix in {"counter": ("_total",), "histogram": ("_bucket", "_count", "_sum")}.get(
            family.type, ("",)
        )
    }
    return counted | {family.name for family, _ in families()}


def _rules() -> Iterator[dict[str, Any]]:
    for group in yaml.safe_load((FOLDER / "alerts.yml").read_text())["groups"]:
        yield from group["rules"]


def _expressions() -> list[str]:
    panels = json.loads((FOLDER / "dashboard.json").read_text())["panels"]
    asked = [target["expr"] for panel in panels for target in panel["targets"]]
    return [rule["expr"] for rule in _rules()] + asked


def test_every_metric_that_is_asked_for_is_there() -> None:
    asked = {name for expression in _expressions() for name in OURS.findall(expression)}
    assert asked
    assert asked <= _exposed()


def test_an_alert_says_what_is_wrong_and_what_to_do() -> None:
    for rule in _rules():
        assert rule["annotations"].keys() == {"summary", "action"}
        assert rule["labels"]["severity"] in {"page", "ticket"}


def test_the_partitions_that_somebody_must_have_are_those_of_the_consumed_topics() -> None:
    from flightpulse.stack.topics import CONSUMED
    from local.broker.topics import TOPICS

    consumed = sum(topic.partitions for topic in TOPICS if topic.name in CONSUMED)
    (rule,) = [rule for rule in _rules() if rule["alert"] == "NobodyConsumes"]
    assert f"< {consumed} " in rule["expr"]
