"""An alarm for every watch, each with the topic as its action and its runbook entry in its description."""

from __future__ import annotations

from collections.abc import Iterable

from aws_cdk import Aws
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_sns as sns
from constructs import Construct

from infra.alarms.watch import Watch

COMPOSITE = "passengers-not-told"
_SAYS = "Passengers are not being told: what keeps messages from them is named by the alarms in this one"


class Alarms(Construct):
    """One page for one trouble, and one more when it is the trouble that the system is there to prevent."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        watches: Iterable[Watch],
        topic: sns.ITopic,
        runbook_url: str,
    ) -> None:
        super().__init__(scope, construct_id)
        self._action = actions.SnsAction(topic)
        self._runbook_url = runbook_url
        self.by_name: dict[str, cloudwatch.AlarmBase] = {}
        worst: list[cloudwatch.IAlarm] = []
        for watch in watches:
            alarm = self._alarm(watch)
            self.by_name[watch.name] = alarm
            if watch.keeps_from_telling:
                worst.append(alarm)
        self.composite = cloudwatch.CompositeAlarm(
            self,
            construct_name(COMPOSITE),
            # CloudFormation insists on a name: the stack's makes it one of a kind.
            composite_alarm_name=f"{Aws.STACK_NAME}-{COMPOSITE}",
            alarm_rule=cloudwatch.AlarmRule.any_of(
                *(cloudwatch.AlarmRule.from_alarm(alarm, cloudwatch.AlarmState.ALARM) for alarm in worst)
            ),
            alarm_description=self._description(COMPOSITE, _SAYS),
        )
        self._page(self.composite)
        self.by_name[COMPOSITE] = self.composite

    def _alarm(self, watch: Watch) -> cloudwatch.Alarm:
        compare = cloudwatch.ComparisonOperator
        missing = cloudwatch.TreatMissingData
        alarm = cloudwatch.Alarm(
            self,
            construct_name(watch.name),
            metric=watch.metric,
            threshold=watch.threshold,
            evaluation_periods=watch.of,
            datapoints_to_alarm=watch.bad,
            comparison_operator=compare.LESS_THAN_THRESHOLD
            if watch.below
            else compare.GREATER_THAN_THRESHOLD,
            treat_missing_data=missing.BREACHING if watch.silence_is_bad else missing.NOT_BREACHING,
            alarm_description=self._description(watch.name, watch.says),
        )
        self._page(alarm)
        return alarm

    def _page(self, alarm: cloudwatch.AlarmBase) -> None:
        alarm.add_alarm_action(self._action)
        alarm.add_ok_action(self._action)

    def _description(self, name: str, says: str) -> str:
        return f"{says}. Runbook: {self._runbook_url}#{name}"


def construct_name(name: str) -> str:
    """`consumer-lag-seconds` as the CDK names things, ConsumerLagSeconds."""
    return "".join(part.capitalize() for part in name.split("-"))
