"""The Lambda functions: failing, slow, throttled; the messenger cut off; the stream falling behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_lambda as lambda_

from infra.alarms.watch import Watch, aws

NEAR = 0.8
LATE_STREAM_MS = 60_000
SILENT_MINUTES = 5


def watches(
    functions: Mapping[str, lambda_.Function], messenger_timeouts: cloudwatch.Metric
) -> Iterator[Watch]:
    """`functions` by their names in the runbook."""
    for name, function in functions.items():
        yield from _of_one(name, function)
    yield Watch(
        "messenger-timeouts",
        "The messenger was cut off at its time-out; Lambda has no metric of it, so its log is counted",
        messenger_timeouts,
        threshold=0,
        bad=2,
        of=5,
        keeps_from_telling=True,
    )
    yield Watch(
        "stream-iterator-age",
        "The stream handler is more than a minute behind the table",
        aws("Lambda", "IteratorAge", _dimensions(functions["stream"]), "Maximum"),
        threshold=LATE_STREAM_MS,
        bad=3,
        of=5,
    )
    yield Watch(
        "sweeper-silent",
        "The sweeper did not run: what was left undone by a crash stays undone",
        aws("Lambda", "Invocations", _dimensions(functions["sweeper"])),
        threshold=1,
        below=True,
        bad=SILENT_MINUTES,
        of=SILENT_MINUTES,
        silence_is_bad=True,
        keeps_from_telling=True,
    )


def _of_one(name: str, function: lambda_.Function) -> Iterator[Watch]:
    yield Watch(
        f"{name}-errors",
        f"The {name} function fails",
        aws("Lambda", "Errors", _dimensions(function)),
        threshold=0,
        bad=3,
        of=5,
        keeps_from_telling=name == "messenger",
    )
    yield from performance(name, function)


def performance(name: str, function: lambda_.Function) -> Iterator[Watch]:
    """Slow, or refused by Lambda itself."""
    dimensions = _dimensions(function)
    timeout = function.timeout
    if timeout is None:
        raise TypeError(f"{function.node.path} has no time-out to be near")
    yield Watch(
        f"{name}-duration",
        f"The {name} function needs more than {NEAR:.0%} of its {timeout.to_seconds()} s",
        aws("Lambda", "Duration", dimensions, "Maximum"),
        threshold=NEAR * float(timeout.to_milliseconds()),
        bad=2,
        of=5,
    )
    yield Watch(
        f"{name}-throttles",
        f"The {name} function is throttled",
        aws("Lambda", "Throttles", dimensions),
        threshold=0,
        bad=5,
        of=5,
    )


def _dimensions(function: lambda_.Function) -> dict[str, str]:
    return {"FunctionName": function.function_name}
