"""The dashboard: one page for a wall, from left to right and from top to bottom the way of an event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.alarms.services import READ, Services
from infra.alarms.watch import aws, ours
from infra.naming import LOOKUP_INDEX, STATUS_INDEX
from services.core.contracts import metrics
from services.core.contracts.metrics import Metric

_ROW = 24  # columns of a dashboard
_HEIGHT = 6


class Dashboard(Construct):
    """First whether passengers are told, then where an event is held up, then what it costs."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        alarms: Mapping[str, cloudwatch.AlarmBase],
        table: dynamodb.ITable,
        functions: Mapping[str, lambda_.Function],
        machine_arns: Mapping[str, str],
        queues: Mapping[str, sqs.IQueue],
        services: Services,
    ) -> None:
        super().__init__(scope, construct_id)
        self._board = cloudwatch.Dashboard(self, "Dashboard", default_interval=Duration.hours(6))
        self._told(alarms)
        self._consumer()
        self._workflows(machine_arns, queues)
        self._messenger(functions)
        self._table(table)
        self._services(services)

    def _told(self, alarms: Mapping[str, cloudwatch.AlarmBase]) -> None:
        said = (metrics.TOLD, metrics.HELD, metrics.QUIET, metrics.FAILED_LOOKS)
        late = (metrics.NOTICE_MISSES, metrics.PARKED)
        self._board.add_widgets(
            _numbers("Told, held, kept quiet, owed", said), _numbers("Told too late, given up", late)
        )
        self._board.add_widgets(
            cloudwatch.AlarmStatusWidget(
                title="Alarms", alarms=list(alarms.values()), width=_ROW // 2, height=2 * _HEIGHT
            ),
            _graph(
                "Contacts told",
                [metrics.TOLD, metrics.HELD, metrics.FAILED_LOOKS],
                width=_ROW // 2,
                height=2 * _HEIGHT,
            ),
        )

    def _consumer(self) -> None:
        self._board.add_widgets(
            _graph("Age of the oldest record", [metrics.LAG_SECONDS, metrics.OLDEST_IN_FLIGHT]),
            _graph("Records handled", [metrics.HANDLED], right=[metrics.LAG_RECORDS]),
            _graph("Trouble", [metrics.STUCK_LANES, metrics.INTAKE_STOPPED, metrics.DEAD_LETTERS]),
        )

    def _workflows(self, machine_arns: Mapping[str, str], queues: Mapping[str, sqs.IQueue]) -> None:
        def of_machines(name: str) -> list[cloudwatch.IMetric]:
            return [
                aws("States", name, {"StateMachineArn": arn}).with_(label=machine)
                for machine, arn in machine_arns.items()
            ]

        depth = "ApproximateNumberOfMessagesVisible"
        self._board.add_widgets(
            _plain("Workflows started", of_machines("ExecutionsStarted")),
            _plain("Workflows failed", of_machines("ExecutionsFailed")),
            _plain(
                "Dead letters",
                [
                    aws("SQS", depth, {"QueueName": queue.queue_name}, "Maximum").with_(label=name)
                    for name, queue in queues.items()
                ],
            ),
        )

    def _messenger(self, functions: Mapping[str, lambda_.Function]) -> None:
        def of_functions(name: str, statistic: str) -> list[cloudwatch.IMetric]:
            return [
                aws("Lambda", name, {"FunctionName": function.function_name}, statistic).with_(label=label)
                for label, function in functions.items()
            ]

        self._board.add_widgets(
            _plain("Functions: errors", of_functions("Errors", "Sum")),
            _plain("Functions: longest, ms", of_functions("Duration", "Maximum")),
            _graph(
                "Who writes", [metrics.MODEL_CALLS, metrics.MESSAGE_FALLBACK], right=[metrics.TEMPLATE_SHARE]
            ),
        )
        self._board.add_widgets(
            _graph("Model: ms to an answer", [metrics.MODEL_LATENCY]),
            _graph("Model: tokens", [metrics.MODEL_INPUT_TOKENS, metrics.MODEL_OUTPUT_TOKENS]),
            _graph("Sweeper", [metrics.RESTARTED, metrics.LOOKS_REQUESTED, metrics.NOT_SWEPT]),
        )

    def _table(self, table: dynamodb.ITable) -> None:
        def of_places(name: str) -> list[cloudwatch.IMetric]:
            whole = {"TableName": table.table_name}
            return [
                aws("DynamoDB", name, whole).with_(label="table"),
                *(
                    aws("DynamoDB", name, {**whole, "GlobalSecondaryIndexName": index}).with_(label=index)
                    for index in (STATUS_INDEX, LOOKUP_INDEX)
                ),
            ]

        self._board.add_widgets(
            _plain("Table: units written", of_places("ConsumedWriteCapacityUnits")),
            _plain("Table: units read", of_places("ConsumedReadCapacityUnits")),
            _plain("Table: throttled", [*of_places("WriteThrottleEvents"), *of_places("ReadThrottleEvents")]),
        )

    def _services(self, services: Services) -> None:
        gateway = {"ApiName": services.api, "Stage": services.stage}
        self._board.add_widgets(
            _plain("API: requests", [aws("ApiGateway", "Count", gateway)]),
            _plain("API: failures of ours", [aws("ApiGateway", "5XXError", gateway)]),
            _plain(
                "API: ms to read a flight",
                [aws("ApiGateway", "Latency", {**gateway, **READ}, one) for one in ("p50", "p99")],
            ),
        )
        for what, title in (("CpuUtilized", "processor"), ("MemoryUtilized", "memory")):
            self._board.add_widgets(
                *(
                    _plain(
                        f"{name}: {title}",
                        [
                            cloudwatch.Metric(
                                namespace="ECS/ContainerInsights",
                                metric_name=what,
                                dimensions_map={"ClusterName": services.cluster, "ServiceName": service},
                                statistic="Average",
                            )
                        ],
                        width=_ROW // 2,
                    )
                    for name, service in services.services.items()
                )
            )


def _numbers(title: str, shown: Sequence[Metric]) -> cloudwatch.SingleValueWidget:
    return cloudwatch.SingleValueWidget(
        title=title, metrics=[ours(one) for one in shown], width=_ROW // 2, height=_HEIGHT // 2
    )


def _graph(
    title: str,
    left: Sequence[Metric],
    right: Sequence[Metric] = (),
    width: int = _ROW // 3,
    height: int = _HEIGHT,
) -> cloudwatch.GraphWidget:
    first, second = [ours(one) for one in left], [ours(one) for one in right]
    return _plain(title, first, right=second, width=width, height=height)


def _plain(
    title: str,
    left: Sequence[cloudwatch.IMetric],
    right: Sequence[cloudwatch.IMetric] = (),
    width: int = _ROW // 3,
    height: int = _HEIGHT,
) -> cloudwatch.GraphWidget:
    return cloudwatch.GraphWidget(title=title, left=list(left), right=list(right), width=width, height=height)
