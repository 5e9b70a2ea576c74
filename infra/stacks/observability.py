"""The observability stack: alarms, the topic they page through, the dashboard, the budget."""

from __future__ import annotations

from itertools import chain

from aws_cdk import CfnOutput, Stack
from constructs import Construct

from infra.alarms import consumer, functions, messages, services, table, workflows
from infra.alarms.services import Services
from infra.config import Config
from infra.constructs.alarm_topic import AlarmTopic
from infra.constructs.alarms import Alarms
from infra.constructs.budget import Budget
from infra.constructs.dashboard import Dashboard
from infra.constructs.timeouts import Timeouts
from infra.naming import OBSERVABILITY_STACK
from infra.stacks.data import DataStack
from infra.stacks.workflows import WorkflowsStack


class ObservabilityStack(Stack):
    """Reads names of the other stacks and is read by none: it can be deployed again at any time."""

    def __init__(
        self,
        scope: Construct,
        config: Config,
        *,
        data: DataStack,
        workflows_stack: WorkflowsStack,
        running: Services,
    ) -> None:
        super().__init__(scope, OBSERVABILITY_STACK, description="FlightPulse: alarms, dashboard, budget")
        watched = workflows_stack.watched
        topic = AlarmTopic(self, "AlarmTopic", key=data.key, email=config.observability.alarm_email).topic
        timeouts = Timeouts(self, "Messenger", watched.messenger_log_group)
        bus = data.data.bus.event_bus_name
        alarms = Alarms(
            self,
            "Alarms",
            watches=chain(
                table.watches(data.data.table, config),
                functions.watches(watched.functions, timeouts.metric),
                workflows.machine_watches(list(watched.machine_arns.values())),
                workflows.rule_watches(bus, watched),
                workflows.queue_watches(watched.dead_letters, watched.rebooking),
                messages.watches(),
                consumer.watches(config),
                services.watches(running),
            ),
            topic=topic,
            runbook_url=config.observability.runbook_url,
        )
        Dashboard(
            self,
            "Dashboard",
            alarms=alarms.by_name,
            table=data.data.table,
            functions=watched.functions,
            machine_arns=watched.machine_arns,
            queues=watched.dead_letters,
            services=running,
        )
        Budget(
            self,
            "Budget",
            dollars=config.observability.monthly_budget,
            environment=config.preset,
            topic=topic,
        )
        CfnOutput(self, "AlarmTopicArn", value=topic.topic_arn)
