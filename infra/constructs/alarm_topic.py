"""The topic that alarms and the budget page people through."""

from __future__ import annotations

from aws_cdk import ArnFormat, Aws, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from constructs import Construct


class AlarmTopic(Construct):
    """Alarms of this account, budgets of this account, nobody else; TLS only. `email` is who is paged."""

    def __init__(
        self, scope: Construct, construct_id: str, *, key: kms.IKey | None = None, email: str | None = None
    ) -> None:
        super().__init__(scope, construct_id)
        self.topic = sns.Topic(self, "Topic", enforce_ssl=True, master_key=key)
        alarms = Stack.of(self).format_arn(
            service="cloudwatch",
            resource="alarm",
            resource_name="*",
            arn_format=ArnFormat.COLON_RESOURCE_NAME,
        )
        self._accept(
            "AlarmsOfThisAccount", "cloudwatch.amazonaws.com", {"ArnLike": {"aws:SourceArn": alarms}}
        )
        self._accept(
            "BudgetsOfThisAccount",
            "budgets.amazonaws.com",
            {"StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID}},
        )
        if email:
            sns.Subscription(
                self, "Pager", topic=self.topic, protocol=sns.SubscriptionProtocol.EMAIL, endpoint=email
            )

    def _accept(self, sid: str, service: str, conditions: dict[str, object]) -> None:
        self.topic.add_to_resource_policy(
            iam.PolicyStatement(
                sid=sid,
                principals=[iam.ServicePrincipal(service)],
                actions=["sns:Publish"],
                resources=[self.topic.topic_arn],
                conditions=conditions,
            )
        )
