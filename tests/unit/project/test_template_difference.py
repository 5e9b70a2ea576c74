"""A reviewer sees what a branch would deploy otherwise, rights first, and is not told of code twice."""

from pathlib import Path
from typing import Any

import pytest

from tools.template_difference.__main__ import main
from tools.template_difference.compare import compare
from tools.template_difference.markdown import as_markdown
from tools.template_difference.synthesise import SynthesisFailed, synthesise

QUEUE = {"Type": "AWS::SQS::Queue", "Properties": {"VisibilityTimeout": 30}}
ROLE = {"Type": "AWS::IAM::Policy", "Properties": {"PolicyDocument": {"Action": "dynamodb:GetItem"}}}


def app(**resources: Any) -> dict[str, Any]:
    return {"Data": {"Resources": resources}}


def test_equal_templates_are_said_to_be_equal() -> None:
    assert "the templates are equal" in as_markdown(compare(app(Queue=QUEUE), app(Queue=QUEUE)), "prod")


def test_a_changed_value_is_shown_with_both_values() -> None:
    slow = {"Type": "AWS::SQS::Queue", "Properties": {"VisibilityTimeout": 60}}
    text = as_markdown(compare(app(Queue=QUEUE), app(Queue=slow)), "prod")
    assert "| `/Properties/VisibilityTimeout` | `30` | `60` |" in text
    assert "#### Rights" not in text


def test_what_comes_and_what_goes_is_named() -> None:
    text = as_markdown(compare(app(Old=QUEUE), app(New=QUEUE)), "prod")
    assert "- **added** `AWS::SQS::Queue` `Data/New`" in text
    assert "- **removed** `AWS::SQS::Queue` `Data/Old`" in text


def test_a_new_stack_is_all_new() -> None:
    [change] = compare({}, app(Queue=QUEUE))
    assert (change.stack, change.what) == ("Data", "added")


def test_rights_stand_before_everything_else() -> None:
    wide = {"Type": "AWS::IAM::Policy", "Properties": {"PolicyDocument": {"Action": "dynamodb:*"}}}
    text = as_markdown(compare(app(Role=ROLE), app(Role=wide, Aqueue=QUEUE)), "prod")
    assert text.index("dynamodb:*") < text.index("#### Resources") < text.index("Aqueue")


def test_what_becomes_of_a_deleted_resource_is_no_right() -> None:
    kept = QUEUE | {"DeletionPolicy": "Retain"}
    assert "#### Rights" not in as_markdown(compare(app(Queue=QUEUE), app(Queue=kept)), "prod")


def test_new_code_is_one_line_and_a_new_size_beside_it_is_not_lost() -> None:
    def function(digest: str, memory: int) -> dict[str, Any]:
        return {
            "Type": "AWS::Lambda::Function",
            "Properties": {"Code": {"S3Key": f"{digest}.zip"}, "MemorySize": memory},
        }

    base = app(One=function("a" * 64, 128), Two=function("a" * 64, 128))
    text = as_markdown(compare(base, app(One=function("b" * 64, 128), Two=function("b" * 64, 256))), "prod")
    assert "New code, and nothing else, in `One`." in text
    assert "| `/Properties/MemorySize` | `128` | `256` |" in text
    assert "a" * 64 not in text


def test_the_notes_of_the_cdk_are_no_difference() -> None:
    assert compare(app(Queue=QUEUE), app(Queue=QUEUE | {"Metadata": {"aws:cdk:path": "x"}})) == []


def test_a_comment_is_never_longer_than_github_takes() -> None:
    many = {f"Queue{number}": QUEUE for number in range(3000)}
    text = as_markdown(compare(app(), app(**many)), "prod")
    assert len(text) < 65_536
    assert text.endswith("too long for a comment.")


def test_a_checkout_without_an_app_is_refused_with_its_reason(tmp_path: Path) -> None:
    with pytest.raises(SynthesisFailed, match="infra"):
        synthesise(tmp_path, "prod", tmp_path / "out")


def test_the_command_fails_with_the_reason_when_the_new_templates_cannot_be_made(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"error: .*infra"):
        main([str(tmp_path), str(tmp_path)])
