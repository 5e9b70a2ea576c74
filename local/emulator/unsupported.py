"""What of a template the embedded AWS does not take, measured on the pinned release, and why."""

from typing import Any

# Types that the local stacks may hold and that ministack (or our compat module) really provides.
SUPPORTED_TYPES = frozenset(
    {
        "AWS::CloudWatch::Alarm",
        "AWS::CloudWatch::CompositeAlarm",
        "AWS::CloudWatch::Dashboard",
        "AWS::DynamoDB::GlobalTable",
        "AWS::DynamoDB::Table",
        "AWS::Events::Archive",
        "AWS::Events::EventBus",
        "AWS::Events::Rule",
        "AWS::IAM::ManagedPolicy",
        "AWS::IAM::Policy",
        "AWS::IAM::Role",
        "AWS::KMS::Alias",
        "AWS::KMS::Key",
        "AWS::Lambda::Alias",
        "AWS::Lambda::EventInvokeConfig",
        "AWS::Lambda::EventSourceMapping",
        "AWS::Lambda::Function",
        "AWS::Lambda::LayerVersion",
        "AWS::Lambda::Permission",
        "AWS::Lambda::Version",
        "AWS::Logs::LogGroup",
        "AWS::Logs::MetricFilter",
        "AWS::Logs::ResourcePolicy",
        "AWS::S3::Bucket",
        "AWS::S3::BucketPolicy",
        "AWS::SNS::Subscription",
        "AWS::SNS::Topic",
        "AWS::SNS::TopicPolicy",
        "AWS::SQS::Queue",
        "AWS::SQS::QueuePolicy",
        "AWS::SSM::Parameter",
        "AWS::Scheduler::Schedule",
        "AWS::Scheduler::ScheduleGroup",
        "AWS::SecretsManager::Secret",
        "AWS::StepFunctions::StateMachine",
    }
)

# Resources that say nothing about the system: dropped for every template.
TOOLING_TYPES = {"AWS::CDK::Metadata": "describes the CDK version, not the system"}

# Accepted without any effect. Dropped, so that nobody reads them back as if they had one.
INEFFECTIVE_PROPERTIES: dict[tuple[str, str], str] = {
    ("AWS::DynamoDB::Table", "SSESpecification"): "tables are not encrypted locally",
    ("AWS::DynamoDB::Table", "ContributorInsightsSpecification"): "there are no contributor insights locally",
    ("AWS::DynamoDB::Table", "OnDemandThroughput"): "throughput is not limited locally",
    ("AWS::Events::EventBus", "DeadLetterConfig"): "the bus has no dead letters of its own locally",
    ("AWS::Events::EventBus", "KmsKeyIdentifier"): "events are not encrypted locally",
    ("AWS::Lambda::Function", "Architectures"): "functions run on this machine's processor",
    ("AWS::Lambda::Function", "TracingConfig"): "there is no X-Ray locally",
    ("AWS::StepFunctions::StateMachine", "LoggingConfiguration"): "executions write no log events locally",
    ("AWS::StepFunctions::StateMachine", "TracingConfiguration"): "there is no X-Ray locally",
    ("AWS::SecretsManager::Secret", "KmsKeyId"): "secrets are not encrypted locally",
    ("AWS::SNS::Topic", "KmsMasterKeyId"): "messages are not encrypted locally",
    ("AWS::SQS::Queue", "KmsMasterKeyId"): "messages are not encrypted locally",
    ("AWS::SQS::Queue", "SqsManagedSseEnabled"): "messages are not encrypted locally",
    ("AWS::Logs::LogGroup", "KmsKeyId"): "logs are not encrypted locally",
}

# Ignored by CloudFormation here, honoured by the service's own API: set after the deployment.
OVERLAID_PROPERTIES: dict[tuple[str, str], str] = {
    ("AWS::DynamoDB::Table", "TimeToLiveSpecification"): "set by UpdateTimeToLive after the deployment",
    ("AWS::DynamoDB::Table", "PointInTimeRecoverySpecification"): (
        "set by UpdateContinuousBackups after the deployment"
    ),
}


def why_dropped(resource: dict[str, Any]) -> str | None:
    """Why the embedded AWS cannot take this resource, or None when it can."""
    kind = str(resource.get("Type", ""))
    if kind in TOOLING_TYPES:
        return TOOLING_TYPES[kind]
    if kind not in SUPPORTED_TYPES:
        return "the embedded AWS has no such type"
    if kind == "AWS::CloudWatch::Alarm" and "Metrics" in resource.get("Properties", {}):
        return "an alarm on metric mathematics rolls the stack back"
    return None
