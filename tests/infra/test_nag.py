"""cdk-nag over everything that goes to production: what it finds is exactly what is acknowledged."""

import json
from pathlib import Path

import pytest

from infra.acknowledged import ACKNOWLEDGED, ELSEWHERE, PACK
from infra.bundling import build_all
from infra.nag import check_with_nag
from infra.synthesis import compose


def test_every_finding_is_acknowledged_and_every_acknowledgement_is_needed(tmp_path: Path) -> None:
    assert _found("prod", tmp_path) == {(one.path, one.rule) for one in ACKNOWLEDGED}


def test_a_developers_environment_adds_what_is_listed_for_it(tmp_path: Path) -> None:
    found = _found(
        "dev",
        tmp_path,
        kafka="own",
        nat="one",
        collector="on",
        issuer="https://login.example.com",
        issuerAudience="flightpulse",
    )
    elsewhere = {(one.path, one.rule) for one in ELSEWHERE}
    assert elsewhere <= found <= {(one.path, one.rule) for one in ACKNOWLEDGED} | elsewhere


def test_an_acknowledgement_is_of_one_resource_by_one_rule_for_a_reason() -> None:
    assert len({(one.path, one.rule) for one in ACKNOWLEDGED}) == len(ACKNOWLEDGED)
    for one in (*ACKNOWLEDGED, *ELSEWHERE):
        assert one.path.count("/") >= 2, "a resource, not a stack"
        assert len(one.reason.split()) > 4, one


def _found(preset: str, folder: Path, **context: str) -> set[tuple[str, str]]:
    """Resource and rule of every finding when nothing is acknowledged."""
    out = folder / "out"
    app = compose({"preset": preset, **context}, zips=build_all(folder / "zips"), outdir=out)
    check_with_nag(app, acknowledged=())
    with pytest.raises(Exception, match="ValidationFailed"):
        app.synth()
    report = json.loads((out / "validation-report.json").read_text(encoding="utf-8"))
    return {
        (construct["constructPath"], violation["ruleName"].removeprefix(f"{PACK}-"))
        for plugin in report["pluginReports"]
        if plugin["pluginName"] == PACK
        for violation in plugin["violations"]
        for construct in violation["violatingConstructs"]
    }
