"""What becomes of an asynchronous call that a function fails: retries, a greatest age, and a queue."""

from __future__ import annotations

from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs

from infra.constructs.function import PythonFunction


def on_failure(python: PythonFunction, queue: sqs.IQueue, *, retries: int, age_seconds: int) -> None:
    """The call goes to the queue whole, with the reason.

    The CDK's own destination would grant two rights more that nothing uses (docs/adr/0102).
    """
    lambda_.CfnEventInvokeConfig(
        python,
        "Asynchronous",
        function_name=python.function.function_name,
        qualifier="$LATEST",
        maximum_retry_attempts=retries,
        maximum_event_age_in_seconds=age_seconds,
        destination_config=lambda_.CfnEventInvokeConfig.DestinationConfigProperty(
            on_failure=lambda_.CfnEventInvokeConfig.OnFailureProperty(destination=queue.queue_arn)
        ),
    )
    python.allow("sqs:SendMessage", on=[queue.queue_arn])
