"""A template with one of everything that the FlightPulse stacks are made of."""

import json
from typing import Any

BUS_NAME_OUTPUT = "BusName"
ROLE = {"Fn::GetAtt": ["Role", "Arn"]}


def _arn(name: str) -> dict[str, Any]:
    return {"Fn::GetAtt": [name, "Arn"]}


def _target(arn: object, **more: object) -> dict[str, Any]:
    return {
        "Id": "T",
        "Arn": arn,
        "DeadLetterConfig": {"Arn": _arn("DeadLetters")},
        "RetryPolicy": {"MaximumRetryAttempts": 5, "MaximumEventAgeInSeconds": 3600},
        **more,
    }


def _rule(detail_type: str, target: dict[str, Any]) -> dict[str, Any]:
    pattern = {"source": ["flightpulse.test"], "detail-type": [detail_type]}
    return {
        "Type": "AWS::Events::Rule",
        "Properties": {"EventBusName": {"Ref": "Bus"}, "EventPattern": pattern, "Targets": [target]},
    }


def _machine(definition: dict[str, Any], **substitutions: object) -> dict[str, Any]:
    document = {"QueryLanguage": "JSONata", **definition}
    return {
        "Type": "AWS::StepFunctions::StateMachine",
        "Properties": {
            "RoleArn": ROLE,
            "DefinitionString": {"Fn::Sub": [json.dumps(document), substitutions]},
            "LoggingConfiguration": {"Level": "ERROR"},
        },
    }


def _task(resource: str, arguments: dict[str, Any], **more: object) -> dict[str, Any]:
    return {"Type": "Task", "Resource": f"arn:aws:states:::{resource}", "Arguments": arguments, **more}


def _table() -> dict[str, Any]:
    def index(name: str) -> dict[str, Any]:
        return {
            "IndexName": name,
            "KeySchema": [
                {"AttributeName": f"{name}PK", "KeyType": "HASH"},
                {"AttributeName": f"{name}SK", "KeyType": "RANGE"},
            ],
            "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["type", "status"]},
        }

    keys = ("PK", "SK", "GSI1PK", "GSI1SK", "GSI2PK", "GSI2SK")
    return {
        "Type": "AWS::DynamoDB::Table",
        "Properties": {
            "KeySchema": [
                {"AttributeName": "PK", "KeyType": "HASH"},
                {"AttributeName": "SK", "KeyType": "RANGE"},
            ],
            "AttributeDefinitions": [{"AttributeName": key, "AttributeType": "S"} for key in keys],
            "BillingMode": "PAY_PER_REQUEST",
            "GlobalSecondaryIndexes": [index("GSI1"), index("GSI2")],
            "StreamSpecification": {"StreamViewType": "NEW_AND_OLD_IMAGES"},
            "TimeToLiveSpecification": {"AttributeName": "expiresAt", "Enabled": True},
            "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True},
            "SSESpecification": {"SSEEnabled": True},
        },
    }


def _spine() -> dict[str, Any]:
    """Claim, page, call, publish: the integrations of the workflows, in their order."""
    claim = _task(
        "dynamodb:putItem",
        {
            "TableName": "${Table}",
            "Item": {"PK": {"S": "{% 'RUN#' & $states.input.detail.eventId %}"}, "SK": {"S": "META"}},
            "ConditionExpression": "attribute_not_exists(PK)",
        },
        Assign={"flightKey": "{% $states.input.detail.flightKey %}"},
        Catch=[{"ErrorEquals": ["DynamoDB.ConditionalCheckFailedException"], "Next": "Taken"}],
        Next="Page",
    )
    page = _task(
        "aws-sdk:dynamodb:query",
        {
            "TableName": "${Table}",
            "KeyConditionExpression": "PK = :pk AND begins_with(SK, :sk)",
            "ExpressionAttributeValues": {":pk": {"S": "{% 'FLT#' & $flightKey %}"}, ":sk": {"S": "CTC#"}},
            "ConsistentRead": True,
            "Limit": 100,
        },
        Assign={"contacts": "{% [$states.result.Items.contactId.S] %}"},
        Next="Tell",
    )
    tell = _task(
        "lambda:invoke",
        {"FunctionName": "${Function}", "Payload": {"contacts": "{% $contacts %}"}},
        Assign={"told": "{% $count($states.result.Payload.echo.contacts) %}"},
        TimeoutSeconds=20,
        Next="Announce",
    )
    announce = _task(
        "events:putEvents",
        {
            "Entries": [
                {
                    "Source": "flightpulse.test",
                    "DetailType": "disruption.notified",
                    "EventBusName": "${Bus}",
                    "Detail": {"flightKey": "{% $flightKey %}", "told": "{% $told %}"},
                }
            ]
        },
        Next="Page the engineer",
    )
    publish = _task(
        "sns:publish",
        {
            "TopicArn": "${Topic}",
            "Message": "{% $flightKey %}",
            "MessageAttributes": {"severity": {"DataType": "String", "StringValue": "major"}},
        },
        Output={"told": "{% $told %}"},
        End=True,
    )
    return {
        "StartAt": "Claim",
        "States": {
            "Claim": claim,
            "Taken": {"Type": "Succeed", "Output": {"taken": True}},
            "Page": page,
            "Tell": tell,
            "Announce": announce,
            "Page the engineer": publish,
        },
    }


def _faulty() -> dict[str, Any]:
    call = _task(
        "lambda:invoke",
        {"FunctionName": "${Function}", "Payload": "{% $states.input %}"},
        Retry=[{"ErrorEquals": ["Lambda.TooManyRequestsException"], "MaxAttempts": 0}],
        Catch=[
            {
                "ErrorEquals": ["UnlistedFault"],
                "Next": "Known",
                "Output": {"cause": "{% $states.errorOutput.Cause %}"},
            },
            {
                "ErrorEquals": ["States.ALL"],
                "Next": "Other",
                "Output": {"error": "{% $states.errorOutput.Error %}"},
            },
        ],
        End=True,
    )
    states = {"Call": call, "Known": {"Type": "Succeed"}, "Other": {"Type": "Succeed"}}
    return {"StartAt": "Call", "States": states}


def _slow() -> dict[str, Any]:
    call = _task("lambda:invoke", {"FunctionName": "${Function}", "Payload": "{% $states.input %}"}, End=True)
    return {"StartAt": "Call", "TimeoutSeconds": 1, "States": {"Call": call}}


def _log_group() -> dict[str, Any]:
    return {"Type": "AWS::Logs::LogGroup", "Properties": {"RetentionInDays": 7}, "DeletionPolicy": "Delete"}


def _queue() -> dict[str, Any]:
    return {"Type": "AWS::SQS::Queue", "Properties": {"MessageRetentionPeriod": 1209600}}


def _statuses() -> dict[str, Any]:
    pattern = {
        "source": ["aws.states"],
        "detail-type": ["Step Functions Execution Status Change"],
        "detail": {
            "status": ["FAILED", "TIMED_OUT", "ABORTED"],
            "stateMachineArn": [{"Ref": "Slow"}, {"Ref": "Faulty"}, {"Ref": "Spine"}],
        },
    }
    target = _target(_arn("StatusQueue"))
    return {"Type": "AWS::Events::Rule", "Properties": {"EventPattern": pattern, "Targets": [target]}}


def _statement(service: str, action: str, resource: object) -> dict[str, Any]:
    return {"Effect": "Allow", "Principal": {"Service": service}, "Action": action, "Resource": resource}


def build() -> dict[str, Any]:
    """The template."""
    function_code = {"S3Bucket": {"Fn::Sub": "cdk-assets-${AWS::AccountId}"}, "S3Key": "asset.probe.zip"}
    names = {"Table": {"Ref": "Table"}, "Function": _arn("Function"), "Bus": {"Ref": "Bus"}}
    trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole"}]}
    resources: dict[str, Any] = {
        "Role": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": trust}},
        "Policy": {
            "Type": "AWS::IAM::Policy",
            "Properties": {
                "PolicyName": "probe",
                "Roles": [{"Ref": "Role"}],
                "PolicyDocument": {
                    "Version": "2012-10-17",
                    "Statement": [{"Effect": "Allow", "Action": "states:StartExecution", "Resource": "*"}],
                },
            },
        },
        "Table": _table(),
        "Bus": {"Type": "AWS::Events::EventBus", "Properties": {"Name": "contract-bus"}},
        "Archive": {
            "Type": "AWS::Events::Archive",
            "Properties": {
                "SourceArn": _arn("Bus"),
                "RetentionDays": 30,
                "EventPattern": {"detail-type": ["archived"]},
            },
        },
        "Topic": {"Type": "AWS::SNS::Topic", "Properties": {}},
        "MajorOnly": {
            "Type": "AWS::SNS::Subscription",
            "Properties": {
                "TopicArn": {"Ref": "Topic"},
                "Protocol": "sqs",
                "Endpoint": _arn("Pager"),
                "FilterPolicy": {"severity": ["major"]},
            },
        },
        "Pager": _queue(),
        "DeadLetters": _queue(),
        "StatusQueue": _queue(),
        "OnFailure": _queue(),
        "QueuePolicy": {
            "Type": "AWS::SQS::QueuePolicy",
            "Properties": {
                "Queues": [{"Ref": "DeadLetters"}],
                "PolicyDocument": {
                    "Version": "2012-10-17",
                    "Statement": [_statement("events.amazonaws.com", "sqs:SendMessage", _arn("DeadLetters"))],
                },
            },
        },
        "Sink": _log_group(),
        "SinkPolicy": {
            "Type": "AWS::Logs::ResourcePolicy",
            "Properties": {"PolicyName": "contract-sinks", "PolicyDocument": '{"Statement": []}'},
        },
        "Secret": {
            "Type": "AWS::SecretsManager::Secret",
            "Properties": {"GenerateSecretString": {"PasswordLength": 48, "ExcludePunctuation": True}},
        },
        "Parameter": {
            "Type": "AWS::SSM::Parameter",
            "Properties": {"Type": "String", "Value": "stand-in.good"},
        },
        "FunctionLogs": _log_group(),
        "Function": {
            "Type": "AWS::Lambda::Function",
            "Properties": {
                "Runtime": "python3.13",
                "Architectures": ["arm64"],
                "Handler": "probe_function.handle",
                "Role": ROLE,
                "Timeout": 20,
                "MemorySize": 256,
                "Code": function_code,
                "Environment": {"Variables": {"FLIGHTPULSE_TABLE": {"Ref": "Table"}}},
                "LoggingConfig": {"LogGroup": {"Ref": "FunctionLogs"}},
            },
        },
        "Permission": {
            "Type": "AWS::Lambda::Permission",
            "Properties": {
                "Action": "lambda:InvokeFunction",
                "FunctionName": _arn("Function"),
                "Principal": "events.amazonaws.com",
                "SourceArn": _arn("CallRule"),
            },
        },
        "InvokeConfig": {
            "Type": "AWS::Lambda::EventInvokeConfig",
            "Properties": {
                "FunctionName": {"Ref": "Function"},
                "Qualifier": "$LATEST",
                "MaximumRetryAttempts": 1,
                "DestinationConfig": {"OnFailure": {"Destination": _arn("OnFailure")}},
            },
        },
        "Schedule": {
            "Type": "AWS::Scheduler::Schedule",
            "Properties": {
                "ScheduleExpression": "rate(1 minute)",
                "State": "DISABLED",
                "FlexibleTimeWindow": {"Mode": "OFF"},
                "Target": {"Arn": _arn("Function"), "RoleArn": ROLE, "Input": "{}"},
            },
        },
        "Spine": _machine(_spine(), **names, Topic={"Ref": "Topic"}),
        "Faulty": _machine(_faulty(), Function=_arn("Function")),
        "Slow": _machine(_slow(), Function=_arn("Function")),
        "StartRule": _rule("start", _target({"Ref": "Spine"}, RoleArn=ROLE)),
        "CallRule": _rule("call", _target(_arn("Function"))),
        "LogRule": _rule("log", _target(_arn("Sink"))),
        "NotifiedRule": _rule("disruption.notified", _target(_arn("Sink"))),
        "LostRule": _rule("lost", _target("arn:aws:sqs:us-east-1:000000000000:nobody")),
        "StatusRule": _statuses(),
        "Alarms": {"Type": "AWS::CloudWatch::CompositeAlarm", "Properties": {"AlarmRule": "FALSE"}},
        "Certificate": {
            "Type": "AWS::CertificateManager::Certificate",
            "Properties": {"DomainName": "x.test"},
        },
    }
    return {"Resources": resources, "Outputs": _outputs(resources)}


def _outputs(resources: dict[str, Any]) -> dict[str, Any]:
    by_ref = {
        name: {"Value": {"Ref": name}}
        for name in (
            "Table", "Bus", "Topic", "Pager", "DeadLetters", "StatusQueue", "OnFailure", "Sink", "Secret",
            "Parameter", "Function", "Spine", "Faulty", "Slow", "Archive", "Certificate",
        )
    }  # fmt: skip
    by_ref["Table"]["Export"] = {"Name": "contract:Table"}
    by_ref["TableArn"] = {"Value": _arn("Table")}
    by_ref["FunctionArn"] = {"Value": _arn("Function")}
    return by_ref
