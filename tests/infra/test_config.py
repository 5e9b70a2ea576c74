"""Every bad context value says what is wrong and what would be right."""

import re

import pytest

from infra.config import Config
from infra.context import ContextError
from infra.context_file import with_flags
from infra.context_values import PRESETS


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_is_a_whole_configuration(preset: str) -> None:
    config = Config.from_context({"preset": preset})
    assert config.preset == preset
    assert config.retains is (preset != "local")


def test_the_command_line_hands_numbers_in_as_text() -> None:
    assert Config.from_context({"preset": "dev", "batchSize": "25"}).batch_size == 25


def test_a_limit_can_be_lifted() -> None:
    assert (
        Config.from_context({"preset": "prod", "messengerConcurrency": "none"}).messenger_concurrency is None
    )


def test_the_context_wins_over_the_preset() -> None:
    assert Config.from_context({"preset": "dev", "removal": "DESTROY"}).retains is False


def test_the_keys_of_the_cdk_itself_are_left_alone() -> None:
    assert Config.from_context(with_flags({"aws:cdk:version-reporting": True})).preset == "dev"


BAD: tuple[tuple[dict[str, object], str], ...] = (
    ({}, "'preset' is missing: it must be one of local, dev, staging, prod"),
    ({"preset": "production"}, "'preset' is 'production': it must be one of local, dev, staging, prod"),
    ({"removal": "delete"}, "'removal' is 'delete': it must be one of RETAIN, DESTROY"),
    ({"logRetentionDays": 31}, "'logRetentionDays' is 31: it must be one of 1, 3, 5, 7, 14, 30"),
    ({"archiveRetentionDays": 0}, "'archiveRetentionDays' is 0: it must be a whole number from 1 to 3653"),
    ({"batchSize": "many"}, "'batchSize' is 'many': it must be a whole number from 1 to 100"),
    ({"batchSize": True}, "'batchSize' is True: it must be a whole number"),
    ({"batchSize": 2.5}, "'batchSize' is 2.5: it must be a whole number"),
    ({"pageSize": 101}, "'pageSize' is 101: it must be a whole number from 1 to 100"),
    ({"delaySettle": "-1"}, "'delaySettle' is '-1': it must be a whole number from 0 to 600"),
    ({"messengerConcurrency": 0}, "it must be a whole number from 1 to 1000, or \"none\""),
    ({"modelId": "haiku"}, "'modelId' is 'haiku': it must be the id of a Bedrock model or inference profile"),
    ({"modelRegions": "virginia"}, "'modelRegions' is 'virginia': it must be AWS regions separated by"),
    ({"owner": ""}, "'owner' is '': it must be 1 to 128 letters"),
    ({"costCenter": "a\nb"}, "it must be 1 to 128 letters"),
    ({"sweeperSchedule": "on"}, "'sweeperSchedule' is 'on': it must be one of ENABLED, DISABLED"),
    ({"batchsize": 10}, "'batchsize' is not known: did you mean 'batchSize'?"),
    ({"colour": "red"}, "'colour' is not known: there are preset, removal"),
    ({"batchSize": 50, "pageSize": 20}, "do not fit together: batchSize must not be above pageSize"),
    ({"machineTimeout": 100}, "machineTimeout must hold the settle time and two calls of the messenger"),
    ({"machineTimeout": 400, "markerTimeout": 150}, "machineTimeout must hold two calls of the marker and"),
    ({"modelDeadline": 60, "messengerTimeout": 60}, "modelDeadline must be below messengerTimeout"),
    ({"preset": "prod", "removal": "DESTROY"}, "removal must be RETAIN under preset prod"),
)  # fmt: skip


@pytest.mark.parametrize(("context", "message"), BAD, ids=lambda value: str(value)[:40])
def test_a_bad_value_is_refused_with_what_would_be_right(context: dict[str, object], message: str) -> None:
    context = context if not context or "preset" in context else {"preset": "dev", **context}
    with pytest.raises(ContextError, match=re.escape(message)):
        Config.from_context(context)


def test_leases_outlast_what_they_guard() -> None:
    config = Config.from_context({"preset": "prod", "messengerTimeout": 100, "machineTimeout": 1000})
    assert config.messenger_task_timeout > 100
    assert config.look_lease > 100
    assert config.run_lease > 1000
