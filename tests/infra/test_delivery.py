"""Nothing that a rule or a function could not handle is lost."""

from typing import Any

from infra.constructs.route import MAXIMUM_AGE_SECONDS, MAXIMUM_RETRIES
from tests.infra.template_view import View, referenced


def test_every_target_has_a_dead_letter_queue_retries_and_a_greatest_age(local: View) -> None:
    queues = dict(local.resources("AWS::SQS::Queue"))
    for name, rule in local.resources("AWS::Events::Rule"):
        assert rule["Properties"]["Targets"], name
        for target in rule["Properties"]["Targets"]:
            assert referenced(target["DeadLetterConfig"]["Arn"]) in queues, name
            assert target["RetryPolicy"] == {
                "MaximumRetryAttempts": MAXIMUM_RETRIES,
                "MaximumEventAgeInSeconds": MAXIMUM_AGE_SECONDS,
            }


def test_rules_may_send_to_the_queue_of_their_dead_letters(local: View) -> None:
    for _, rule in local.resources("AWS::Events::Rule"):
        for target in rule["Properties"]["Targets"]:
            queue = referenced(target["DeadLetterConfig"]["Arn"])
            assert any(_lets_rules_send(statement) for statement in _policy(local, queue))


def test_a_request_that_the_messenger_cannot_handle_is_kept_whole(local: View) -> None:
    invoke = local.properties("AWS::Lambda::EventInvokeConfig", "Messenger")
    destination = referenced(invoke["DestinationConfig"]["OnFailure"]["Destination"])
    assert destination in dict(local.resources("AWS::SQS::Queue"))
    assert invoke["MaximumRetryAttempts"] == 2
    assert invoke["MaximumEventAgeInSeconds"] == 7200


def test_every_function_that_rules_call_keeps_what_it_failed(local: View) -> None:
    called = {
        referenced(item["Properties"]["FunctionName"])
        for _, item in local.resources("AWS::Lambda::Permission")
    }
    kept = {}
    for _, item in local.resources("AWS::Lambda::EventInvokeConfig"):
        invoke = item["Properties"]
        assert invoke["MaximumEventAgeInSeconds"] >= 60
        assert invoke["MaximumRetryAttempts"] in (0, 2)
        kept[referenced(invoke["FunctionName"])] = referenced(
            invoke["DestinationConfig"]["OnFailure"]["Destination"]
        )
    assert kept.keys() == called
    assert set(kept.values()) <= dict(local.resources("AWS::SQS::Queue")).keys()


def test_queues_are_encrypted_and_keep_for_fourteen_days(local: View) -> None:
    for name, queue in local.resources("AWS::SQS::Queue"):
        assert queue["Properties"]["SqsManagedSseEnabled"] is True, name
        assert queue["Properties"]["MessageRetentionPeriod"] == 14 * 86_400, name


def test_a_booking_that_nobody_can_rebook_lies_beside_the_queue(local: View) -> None:
    queue = local.properties("AWS::SQS::Queue", "RebookingQueueBookings")
    beside = referenced(queue["RedrivePolicy"]["deadLetterTargetArn"])
    assert beside.startswith("RebookingQueueDeadLetters")
    assert queue["RedrivePolicy"]["maxReceiveCount"] > 1


def test_a_rule_that_delivers_to_a_queue_may_and_nobody_comes_without_tls(local: View) -> None:
    queues = dict(local.resources("AWS::SQS::Queue"))
    reached = {
        referenced(target["Arn"])
        for _, rule in local.resources("AWS::Events::Rule")
        for target in rule["Properties"]["Targets"]
        if "Fn::GetAtt" in target["Arn"] and referenced(target["Arn"]) in queues
    }
    assert len(reached) == 1
    for name in reached:
        assert any(_lets_rules_send(statement) for statement in _policy(local, name))
    for name in queues:
        denied = [statement for statement in _policy(local, name) if statement["Effect"] == "Deny"]
        assert [statement["Condition"] for statement in denied] == [
            {"Bool": {"aws:SecureTransport": "false"}}
        ]


def test_a_rule_that_starts_a_machine_does_so_under_a_role_that_may(local: View) -> None:
    machines = local.machines()
    for name, rule in local.resources("AWS::Events::Rule"):
        for target in rule["Properties"]["Targets"]:
            if "Ref" in target["Arn"] and target["Arn"]["Ref"] in machines:
                role = referenced(target["RoleArn"])
                assert target["Arn"]["Ref"] in _startable(local, role), name


def test_a_rule_that_calls_a_function_has_its_permission(local: View) -> None:
    functions = dict(local.resources("AWS::Lambda::Function"))
    permissions = {
        (referenced(item["Properties"]["FunctionName"]), referenced(item["Properties"]["SourceArn"]))
        for _, item in local.resources("AWS::Lambda::Permission")
    }
    called = {
        (referenced(target["Arn"]), name)
        for name, rule in local.resources("AWS::Events::Rule")
        for target in rule["Properties"]["Targets"]
        if "Fn::GetAtt" in target["Arn"] and referenced(target["Arn"]) in functions
    }
    assert called == permissions


def test_rules_may_write_to_every_log_group_they_deliver_to(local: View) -> None:
    text = str(local.properties("AWS::Logs::ResourcePolicy")["PolicyDocument"])
    sinks = [name for name, _ in local.resources("AWS::Logs::LogGroup") if name.startswith("Sinks")]
    assert len(sinks) == 5
    assert all(name in text for name in sinks)


def test_every_log_group_ends_what_it_keeps(local: View) -> None:
    for name, group in local.resources("AWS::Logs::LogGroup"):
        assert group["Properties"]["RetentionInDays"] > 0, name


def test_every_function_and_machine_logs_into_a_group_of_the_stack(local: View) -> None:
    groups = dict(local.resources("AWS::Logs::LogGroup"))
    for name, function in local.resources("AWS::Lambda::Function"):
        assert function["Properties"]["LoggingConfig"]["LogGroup"]["Ref"] in groups, name
    for name, machine in local.resources("AWS::StepFunctions::StateMachine"):
        logging = machine["Properties"]["LoggingConfiguration"]
        (destination,) = logging["Destinations"]
        assert referenced(destination["CloudWatchLogsLogGroup"]["LogGroupArn"]) in groups, name
        assert logging["IncludeExecutionData"] is False, name


def _policy(view: View, queue: str) -> list[dict[str, Any]]:
    return [
        statement
        for _, item in view.resources("AWS::SQS::QueuePolicy")
        if {"Ref": queue} in item["Properties"]["Queues"]
        for statement in item["Properties"]["PolicyDocument"]["Statement"]
    ]


def _lets_rules_send(statement: dict[str, Any]) -> bool:
    return (
        statement["Effect"] == "Allow"
        and statement["Action"] == "sqs:SendMessage"
        and statement["Principal"] == {"Service": "events.amazonaws.com"}
        and "aws:SourceArn" in statement["Condition"]["ArnLike"]
    )


def _startable(view: View, role: str) -> list[str]:
    return [
        referenced(arn)
        for _, item in view.resources("AWS::IAM::Policy")
        if {"Ref": role} in item["Properties"]["Roles"]
        for statement in item["Properties"]["PolicyDocument"]["Statement"]
        if statement["Action"] == "states:StartExecution"
        for arn in (
            statement["Resource"] if isinstance(statement["Resource"], list) else [statement["Resource"]]
        )
    ]
