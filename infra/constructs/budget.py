"""A budget for everything with our tag: money has an alarm too."""

from __future__ import annotations

from aws_cdk import aws_budgets as budgets
from aws_cdk import aws_sns as sns
from constructs import Construct

from infra.naming import PROJECT

ACTUAL_PERCENT = 80
FORECAST_PERCENT = 100


class Budget(Construct):
    """The tags have to be activated for billing once (docs/deploy.md); docs/runbook.md has an entry."""

    def __init__(
        self, scope: Construct, construct_id: str, *, dollars: int, environment: str, topic: sns.ITopic
    ) -> None:
        super().__init__(scope, construct_id)
        budgets.CfnBudget(
            self,
            "Budget",
            budget=budgets.CfnBudget.BudgetDataProperty(
                budget_type="COST",
                time_unit="MONTHLY",
                budget_limit=budgets.CfnBudget.SpendProperty(amount=dollars, unit="USD"),
                cost_filters={"TagKeyValue": [f"user:Project${PROJECT}", f"user:Environment${environment}"]},
            ),
            notifications_with_subscribers=[
                _notify("ACTUAL", ACTUAL_PERCENT, topic),
                _notify("FORECASTED", FORECAST_PERCENT, topic),
            ],
        )


def _notify(
    kind: str, percent: int, topic: sns.ITopic
) -> budgets.CfnBudget.NotificationWithSubscribersProperty:
    return budgets.CfnBudget.NotificationWithSubscribersProperty(
        notification=budgets.CfnBudget.NotificationProperty(
            comparison_operator="GREATER_THAN",
            notification_type=kind,
            threshold=percent,
            threshold_type="PERCENTAGE",
        ),
        subscribers=[budgets.CfnBudget.SubscriberProperty(subscription_type="SNS", address=topic.topic_arn)],
    )
