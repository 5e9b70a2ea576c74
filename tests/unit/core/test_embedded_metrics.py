"""CloudWatch's embedded metric format, and the catalogue that says what may be emitted."""

import io
import json
import re
from collections.abc import Mapping
from typing import Any

import pytest

from services.core.contracts.metrics import (
    CATALOGUE,
    DEAD_LETTERS,
    LAG_RECORDS,
    MODEL_LATENCY,
    STUCK_LANES,
    TOLD,
    Metric,
)
from services.core.embedded_metrics import MOST_VALUES, EmbeddedMetrics, Values, metrics_to, wants_embedded
from services.core.errors import BadTelemetrySetting
from tests.fakes.messenger import FixedClock
from tests.unit.project.repository import ROOT, tracked_python
from tools.metrics_page import PAGE, page

UNITS = {"Count", "Seconds", "Milliseconds", "Percent"}


def emitted(values: Values, by: str | None = None) -> Mapping[str, Any]:
    stream = io.StringIO()
    EmbeddedMetrics(stream, FixedClock()).emit(values, by)
    (line,) = stream.getvalue().splitlines()
    document: dict[str, Any] = json.loads(line)
    return document


def test_a_line_is_the_document_that_cloudwatch_reads() -> None:
    document = emitted({LAG_RECORDS: 7, STUCK_LANES: 0})
    assert document == {
        "_aws": {
            "Timestamp": FixedClock().now(),
            "CloudWatchMetrics": [
                {
                    "Namespace": "FlightPulse",
                    "Dimensions": [["service"]],
                    "Metrics": [
                        {"Name": "LagRecords", "Unit": "Count"},
                        {"Name": "StuckLanes", "Unit": "Count"},
                    ],
                }
            ],
        },
        "service": "consumer",
        "LagRecords": 7,
        "StuckLanes": 0,
    }


def test_a_metric_with_a_dimension_of_its_own_is_kept_with_and_without_it() -> None:
    document = emitted({DEAD_LETTERS: 2}, by="invalid_json")
    (directive,) = document["_aws"]["CloudWatchMetrics"]
    assert directive["Dimensions"] == [["service"], ["service", "reason"]]
    assert (document["service"], document["reason"]) == ("consumer", "invalid_json")


def test_no_more_values_than_the_format_takes() -> None:
    assert len(emitted({MODEL_LATENCY: [1.0] * 150})["ModelLatency"]) == MOST_VALUES


@pytest.mark.parametrize(
    ("values", "by"),
    [({LAG_RECORDS: 1, TOLD: 1}, None), ({LAG_RECORDS: 1, DEAD_LETTERS: 1}, "x"), ({DEAD_LETTERS: 1}, None)],
)
def test_a_line_that_would_file_a_metric_wrongly_is_refused(values: Values, by: str | None) -> None:
    with pytest.raises(ValueError, match="dimension"):
        emitted(values, by)


@pytest.mark.parametrize(("value", "wanted"), [(None, False), ("", False), ("off", False), ("emf", True)])
def test_lines_are_written_only_when_a_setting_asks_for_them(value: str | None, wanted: bool) -> None:
    stream = io.StringIO()
    found = wants_embedded({} if value is None else {"FLIGHTPULSE_METRICS": value})
    metrics_to(stream, FixedClock(), wanted=found).emit({TOLD: 1})
    assert (found, bool(stream.getvalue())) == (wanted, wanted)


def test_another_value_of_the_setting_is_an_error_that_says_what_is_right() -> None:
    with pytest.raises(BadTelemetrySetting, match="FLIGHTPULSE_METRICS is 'yes'; it must be emf or off"):
        wants_embedded({"FLIGHTPULSE_METRICS": "yes"})


def test_no_two_metrics_of_a_service_share_a_name() -> None:
    names = [(one.service, one.name) for one in CATALOGUE]
    assert len(set(names)) == len(names) > 30
    assert {one.unit.value for one in CATALOGUE} == UNITS
    assert all(one.meaning.endswith(".") and one.name.isalnum() for one in CATALOGUE)


@pytest.mark.parametrize("metric", CATALOGUE, ids=lambda one: f"{one.service}.{one.name}")
def test_every_metric_of_the_catalogue_is_emitted_by_its_service(metric: Metric) -> None:
    """By its constant: a name that nobody emits would leave an alarm blind."""
    (constant,) = [name for name, value in vars(_catalogue()).items() if value is metric]
    folder = {"sweeper": "messenger"}.get(metric.service, metric.service)
    users = [path for path in tracked_python(f"services/{folder}") if _uses(path.read_text(), constant)]
    assert users, f"no file of services/{folder} emits {constant}"


def test_the_page_is_made_from_the_catalogues() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tools.metrics_page --write"
    assert PAGE.is_relative_to(ROOT)


def _uses(source: str, constant: str) -> bool:
    without_imports = re.sub(r"^from [\w.]+ import (\([^)]*\)|[^\n(]*)$", "", source, flags=re.MULTILINE)
    return re.search(rf"\b{constant}\b", without_imports) is not None


def _catalogue() -> Any:
    from services.core.contracts import metrics

    return metrics
