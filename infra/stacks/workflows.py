"""The workflows stack: machines, messenger, sweeper, sinks, and the rules between them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from aws_cdk import CfnOutput, Stack
from constructs import Construct

from infra.config import Config
from infra.constructs.dead_letters import DeadLetters, accept_from_rules
from infra.constructs.marker import Marker
from infra.constructs.messenger import Messenger
from infra.constructs.placement import Placement
from infra.constructs.rebooking_queue import RebookingQueue
from infra.constructs.routes import Routes, WorkflowRoute
from infra.constructs.sinks import Sinks
from infra.constructs.stream_handler import StreamHandler
from infra.constructs.sweeper import Sweeper
from infra.constructs.unreported import UnreportedFailures
from infra.constructs.watched import Watched
from infra.constructs.workflow import Workflow
from infra.naming import MESSENGER_ASSET, REBOOKING_ASSET, STREAM_ASSET, WORKFLOWS_STACK
from infra.stacks.data import DataStack
from infra.workflows import cancellation, delay, gate_change

WORKFLOWS = {"Delay": delay, "GateChange": gate_change, "Cancellation": cancellation}


class WorkflowsStack(Stack):
    """Uses the data stack and is used by none; nothing here holds data that could not be made again."""

    def __init__(
        self,
        scope: Construct,
        config: Config,
        *,
        data: DataStack,
        zips: Mapping[str, Path],
        placement: Placement | None,
    ) -> None:
        super().__init__(scope, WORKFLOWS_STACK, description="FlightPulse: workflows, messenger, rules")
        dead_letters = DeadLetters(self, "RulesDeadLetters", config, key=data.key)
        accept_from_rules(dead_letters.queue)
        messenger = Messenger(
            self, "Messenger", config=config, data=data.data, asset=zips[MESSENGER_ASSET], placement=placement
        )
        marker = Marker(
            self, "Rebooking", config=config, data=data.data, asset=zips[REBOOKING_ASSET], placement=placement
        )
        rebooking = RebookingQueue(self, "RebookingQueue", config, key=data.key)
        workflows = {
            name: Workflow(
                self,
                name,
                config=config,
                definition=module.definition(config),
                data=data.data,
                messenger=messenger.function,
                marker=marker.function if module is cancellation else None,
            )
            for name, module in WORKFLOWS.items()
        }
        machine_arns = [workflow.arn for workflow in workflows.values()]
        sinks = Sinks(self, "Sinks", config)
        routes = Routes(
            self,
            "Routes",
            bus=data.data.bus,
            workflows=[
                WorkflowRoute(workflow.arn, WORKFLOWS[name].STARTS) for name, workflow in workflows.items()
            ],
            messenger=messenger.function,
            sinks=sinks,
            rebooking=rebooking.queue,
            failure_topic=data.failure_topic,
            dead_letters=dead_letters.queue,
        )
        unreported = UnreportedFailures(
            self,
            "UnreportedFailures",
            config=config,
            data=data.data,
            machine_arns=machine_arns,
            failure_topic=data.failure_topic,
            dead_letters=dead_letters.queue,
        )
        sweeper = Sweeper(
            self,
            "Sweeper",
            config=config,
            data=data.data,
            asset=zips[MESSENGER_ASSET],
            placement=placement,
            machine_arns=machine_arns,
            dead_letters=dead_letters.queue,
        )
        stream = StreamHandler(
            self, "Stream", config=config, data=data.data, asset=zips[STREAM_ASSET], placement=placement
        )
        self.watched = Watched(
            functions={
                "messenger": messenger.function,
                "rebooking-marker": marker.function,
                "sweeper": sweeper.function,
                "stream": stream.function,
            },
            messenger_log_group=messenger.python.log_group,
            machine_arns={
                **{name: workflow.arn for name, workflow in workflows.items()},
                "Reporter": unreported.reporter.arn,
            },
            workflow_rules=routes.workflow_rules,
            other_rules=routes.other_rules,
            rules_on_default=[*unreported.rules, sweeper.rule],
            dead_letters={
                "rules-dead-letters": dead_letters.queue,
                "failed-requests": messenger.failed_requests.queue,
                "stream-failures": stream.failures.queue,
                "rebooking-dead-letters": rebooking.dead_letters.queue,
            },
            rebooking=rebooking.queue,
        )
        outputs = {
            "MessengerFunctionName": messenger.function.function_name,
            "MarkerFunctionName": marker.function.function_name,
            "SweeperFunctionName": sweeper.function.function_name,
            "StreamFunctionName": stream.function.function_name,
            "DelayStateMachineArn": workflows["Delay"].arn,
            "GateChangeStateMachineArn": workflows["GateChange"].arn,
            "CancellationStateMachineArn": workflows["Cancellation"].arn,
            "SinkLogGroupEmail": sinks.email.log_group_name,
            "SinkLogGroupSms": sinks.sms.log_group_name,
            "SinkLogGroupPush": sinks.push.log_group_name,
            "FactsLogGroup": sinks.facts.log_group_name,
            "FailuresLogGroup": sinks.failures.log_group_name,
            "RebookingQueueUrl": rebooking.queue.queue_url,
            "RebookingDeadLetterQueueUrl": rebooking.dead_letters.queue.queue_url,
            "RulesDeadLetterQueueUrl": dead_letters.queue.queue_url,
            "FailedRequestsQueueUrl": messenger.failed_requests.queue.queue_url,
            "StreamFailuresQueueUrl": stream.failures.queue.queue_url,
        }
        for name, value in outputs.items():
            CfnOutput(self, name, value=value)
