"""cdk-nag over everything that goes to production: what it finds is exactly what is acknowledged."""

import json
from pathlib import Path

import aws_cdk as cdk
import pytest

from infra.acknowledged import ACKNOWLEDGED, PACK
from infra.bundling import build_all
from infra.nag import check_with_nag
from infra.synthesis import compose


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """Resource and rule of every finding when nothing is acknowledged."""
    folder = tmp_path_factory.mktemp("nag")
    app = _app(folder)
    check_with_nag(app, acknowledged=())
    with pytest.raises(Exception, match="ValidationFailed"):
        app.synth()
    report = json.loads((folder / "out" / "validation-report.json").read_text(encoding="utf-8"))
    return {
        (construct["constructPath"], violation["ruleName"].removeprefix(f"{PACK}-"))
        for plugin in report["pluginReports"]
        if plugin["pluginName"] == PACK
        for violation in plugin["violations"]
        for construct in violation["violatingConstructs"]
    }


def test_every_finding_is_acknowledged_and_every_acknowledgement_is_needed(
    found: set[tuple[str, str]],
) -> None:
    assert {(one.path, one.rule) for one in ACKNOWLEDGED} == found


def test_an_acknowledgement_is_of_one_resource_by_one_rule_for_a_reason() -> None:
    assert len({(one.path, one.rule) for one in ACKNOWLEDGED}) == len(ACKNOWLEDGED)
    for one in ACKNOWLEDGED:
        assert one.path.count("/") >= 2, "a resource, not a stack"
        assert len(one.reason.split()) > 4, one


def _app(folder: Path) -> cdk.App:
    return compose({"preset": "prod"}, zips=build_all(folder / "zips"), outdir=folder / "out")
