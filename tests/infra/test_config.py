"""Every bad context value says what is wrong and what would be right."""

import re

import pytest

from infra.config import Config
from infra.config.config import NAMES
from infra.config.presets import PRESETS
from infra.context import ContextError
from infra.context_file import with_flags


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_is_a_whole_configuration(preset: str) -> None:
    config = Config.from_context({"preset": preset})
    assert config.preset == preset
    assert config.data.retains is (preset in ("staging", "prod"))


def test_the_command_line_hands_numbers_in_as_text() -> None:
    assert Config.from_context({"preset": "dev", "batchSize": "25"}).workflows.batch_size == 25


def test_a_limit_can_be_lifted() -> None:
    assert (
        Config.from_context(
            {"preset": "prod", "messengerConcurrency": "none"}
        ).functions.messenger_concurrency
        is None
    )


def test_the_context_wins_over_the_preset() -> None:
    assert Config.from_context({"preset": "dev", "removal": "DESTROY"}).data.retains is False


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
    ({"issuer": "http://login.example.com"}, "it must be an https URL without query"),
    ({"issuer": "https://login.example.com", "nat": "one"}, "issuer and issuerAudience go together"),
    ({"issuerScopePrefix": "fp/"}, "issuerJwksUrl and issuerScopePrefix need issuer"),
    ({"issuer": "https://login.example.com", "issuerAudience": "fp"}, "issuer needs nat one or per-zone"),
    ({"collector": "on"}, "collector on needs collectorImage, a copy of the public image"),
    ({"traceSampledPercent": 0}, "'traceSampledPercent' is 0: it must be a whole number from 1 to 100"),
    ({"tableBilling": "provisioned", "tableMaxReadUnits": "none"}, "needs tableMaxReadUnits and tableMax"),
    ({"tableBilling": "provisioned", "tableMinReadUnits": 9000}, "tableMinReadUnits and tableMinWriteUnits"),
    ({"messengerConcurrency": 300}, "messengerConcurrency must not be above modelRequestsPerMinute"),
    ({"alarmEmail": "me"}, "'alarmEmail' is 'me': it must be a mail address such as oncall@example.com"),
    ({"runbookUrl": "docs/runbook.md"}, "it must be an https URL without a fragment"),
    ({"batchsize": 10}, "'batchsize' is not known: did you mean 'batchSize'?"),
    ({"hue": "red"}, "'hue' is not known: there are preset, owner"),
    ({"batchSize": 50, "pageSize": 20}, "do not fit together: batchSize must not be above pageSize"),
    ({"machineTimeout": 100}, "machineTimeout must hold the settle time and two calls of the messenger"),
    ({"machineTimeout": 400, "markerTimeout": 150}, "machineTimeout must hold two calls of the marker and"),
    ({"modelDeadline": 60, "messengerTimeout": 60}, "modelDeadline must be below messengerTimeout"),
    ({"preset": "prod", "removal": "DESTROY"}, "removal must be RETAIN under preset prod"),
    ({"zones": 1}, "'zones' is 1: it must be a whole number from 2 to 3"),
    ({"vpcCidr": "8.0.0.0/8"}, "'vpcCidr' is '8.0.0.0/8': it must be a private range of /16 to /21"),
    ({"nat": "two"}, "'nat' is 'two': it must be one of none, one, per-zone"),
    ({"kafka": "msk"}, "'kafka' is 'msk': it must be one of serverless, provisioned, own"),
    ({"kafka": "own"}, "kafka own needs nat one or per-zone"),
    ({"kafkaVersion": "newest"}, "'kafkaVersion' is 'newest': it must be a version of Kafka that MSK runs"),
    ({"consumerImage": "flightpulse"}, "'consumerImage' is 'flightpulse': it must be a repository of this"),
    ({"cpuArchitecture": "arm"}, "'cpuArchitecture' is 'arm': it must be one of ARM64, X86_64"),
    ({"consumerMaxTasks": 25}, "consumerMaxTasks must not be above kafkaPartitions"),
    ({"consumerMinTasks": 3}, "consumerMinTasks must not be above consumerMaxTasks"),
    ({"consumerMemoryMb": 5000}, "consumerMemoryMb must be 2 to 8 times consumerCpu"),
    ({"apiMemoryMb": 4096}, "apiMemoryMb must be 2 to 8 times apiCpu"),
    ({"apiMinTasks": 3}, "apiMinTasks must not be above apiMaxTasks"),
    ({"domainName": "api.example.com"}, "domainName and certificateArn go together"),
    ({"waf": "yes"}, "'waf' is 'yes': it must be on or off"),
    ({"preset": "prod", "ecsExec": "on"}, "ecsExec must be off under preset prod"),
    ({"preset": "prod", "apiMinTasks": 1}, "apiMinTasks must be 2 or more, one for each of two zones"),
    ({"preset": "prod", "consumerMinTasks": 1}, "consumerMinTasks must be 2 or more"),
)  # fmt: skip


@pytest.mark.parametrize(("context", "message"), BAD, ids=lambda value: str(value)[:40])
def test_a_bad_value_is_refused_with_what_would_be_right(context: dict[str, object], message: str) -> None:
    context = context if not context or "preset" in context else {"preset": "dev", **context}
    with pytest.raises(ContextError, match=re.escape(message)):
        Config.from_context(context)


def test_production_stands_in_three_zones_without_a_way_out_and_with_room_for_every_partition() -> None:
    config = Config.from_context({"preset": "prod"})
    assert (config.network.zones, config.network.nat_gateways) == (3, 0)
    assert config.consumer.max_tasks == config.kafka.partitions == 24
    assert Config.from_context({"preset": "prod", "nat": "per-zone"}).network.nat_gateways == 3


def test_no_two_settings_share_a_name() -> None:
    assert len(NAMES) == len(set(NAMES))


def test_leases_outlast_what_they_guard() -> None:
    config = Config.from_context({"preset": "prod", "messengerTimeout": 100, "machineTimeout": 1000})
    assert config.functions.messenger_task_timeout > 100
    assert config.functions.look_lease > 100
    assert config.workflows.run_lease > 1000
