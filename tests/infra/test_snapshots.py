"""The snapshots are what the embedded AWS runs, so they must be what CDK synthesises now."""

import json
import re
from collections.abc import Callable

import pytest

from infra.bundling import BUNDLES, zip_name
from infra.naming import AUTHORIZER_ASSET
from infra.snapshots.normalise import Template, as_text, normalise
from infra.snapshots.read import STACKS, snapshot_file
from infra.snapshots.synth import synthesise
from tests.infra.template_view import View


@pytest.mark.parametrize("stack", STACKS)
def test_a_snapshot_equals_a_new_synthesis(
    stack: str, synthesised: Callable[[str], dict[str, Template]]
) -> None:
    kept = snapshot_file(stack).read_text(encoding="utf-8")
    assert kept == as_text(synthesised("local")[stack]), "run `make snapshots` and commit the result"


def test_two_syntheses_are_identical(synthesised: Callable[[str], dict[str, Template]]) -> None:
    again = synthesise({"preset": "prod"})
    assert {stack: as_text(template) for stack, template in again.items()} == {
        stack: as_text(template) for stack, template in synthesised("prod").items()
    }


@pytest.mark.parametrize("stack", STACKS)
def test_a_snapshot_holds_nothing_of_the_machine_that_wrote_it(stack: str) -> None:
    text = snapshot_file(stack).read_text(encoding="utf-8")
    assert not re.search(r"[0-9a-f]{64}", text), "an asset hash"
    for trace in (
        "aws:cdk:path",
        "aws:asset",
        "CDKMetadata",
        "BootstrapVersion",
        "/home/",
        "/root/",
    ):
        assert trace not in text


def test_every_function_runs_the_zip_that_bundling_names(local: View) -> None:
    keys = {item["Properties"]["Code"]["S3Key"] for _, item in local.resources("AWS::Lambda::Function")}
    # The authorizer's is of the services stack, which the embedded AWS never runs.
    assert keys == {zip_name(name) for name in BUNDLES if name != AUTHORIZER_ASSET}


def test_an_asset_that_no_bundle_explains_is_refused() -> None:
    template = {
        "Resources": {"F": {"Type": "AWS::Lambda::Function", "Properties": {"Code": {"S3Key": "x.zip"}}}}
    }
    with pytest.raises(KeyError):
        normalise(template, assets={})


def test_normalising_leaves_the_template_it_was_given_alone() -> None:
    template = {"Resources": {"A": {"Type": "T", "Metadata": {"aws:cdk:path": "p"}}}, "Rules": {}}
    before = json.dumps(template)
    assert normalise(template, assets={}) == {"Resources": {"A": {"Type": "T"}}}
    assert json.dumps(template) == before
