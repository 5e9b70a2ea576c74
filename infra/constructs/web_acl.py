"""The web application firewall before the gateway."""

from __future__ import annotations

from aws_cdk import Aws
from aws_cdk import aws_wafv2 as waf
from constructs import Construct

from infra.config import Config
from infra.constructs.log_group import log_group

MANAGED = (
    "AWSManagedRulesCommonRuleSet",
    "AWSManagedRulesKnownBadInputsRuleSet",
    "AWSManagedRulesAmazonIpReputationList",
)
_Acl = waf.CfnWebACL


class WebAcl(Construct):
    """AWS's rules against known attacks, and a limit for each address; what it stops is logged."""

    def __init__(self, scope: Construct, construct_id: str, *, config: Config, stage_arn: str) -> None:
        super().__init__(scope, construct_id)
        self.acl = waf.CfnWebACL(
            self,
            "Acl",
            scope="REGIONAL",
            default_action=_Acl.DefaultActionProperty(allow={}),
            visibility_config=_visible("All"),
            rules=[
                *(_managed(number, name) for number, name in enumerate(MANAGED)),
                _limit(len(MANAGED), config.api.waf_requests_per_ip),
            ],
        )
        waf.CfnWebACLAssociation(self, "Stage", resource_arn=stage_arn, web_acl_arn=self.acl.attr_arn)
        # WAF writes to no group whose name does not begin like this.
        logs = log_group(self, "Logs", config, name=f"aws-waf-logs-{Aws.STACK_NAME}")
        waf.CfnLoggingConfiguration(
            self,
            "Logging",
            resource_arn=self.acl.attr_arn,
            log_destination_configs=[logs.log_group_arn],
            redacted_fields=_without_persons(),
            logging_filter={
                "DefaultBehavior": "DROP",
                "Filters": [
                    {
                        "Behavior": "KEEP",
                        "Requirement": "MEETS_ANY",
                        "Conditions": [{"ActionCondition": {"Action": "BLOCK"}}],
                    }
                ],
            },
        )


def _without_persons() -> list[waf.CfnLoggingConfiguration.FieldToMatchProperty]:
    """Paths hold locators, queries may, and the header is a token."""
    field = waf.CfnLoggingConfiguration.FieldToMatchProperty
    return [field(uri_path={}), field(query_string={}), field(single_header={"Name": "authorization"})]


def _managed(priority: int, name: str) -> waf.CfnWebACL.RuleProperty:
    return _Acl.RuleProperty(
        name=name,
        priority=priority,
        override_action=_Acl.OverrideActionProperty(none={}),
        statement=_Acl.StatementProperty(
            managed_rule_group_statement=_Acl.ManagedRuleGroupStatementProperty(vendor_name="AWS", name=name)
        ),
        visibility_config=_visible(name),
    )


def _limit(priority: int, requests: int) -> waf.CfnWebACL.RuleProperty:
    """`requests` of one address in five minutes."""
    return _Acl.RuleProperty(
        name="RequestsPerAddress",
        priority=priority,
        action=_Acl.RuleActionProperty(block={}),
        statement=_Acl.StatementProperty(
            rate_based_statement=_Acl.RateBasedStatementProperty(
                limit=requests, aggregate_key_type="IP", evaluation_window_sec=300
            )
        ),
        visibility_config=_visible("RequestsPerAddress"),
    )


def _visible(name: str) -> waf.CfnWebACL.VisibilityConfigProperty:
    # A sample of requests would hold their paths.
    return _Acl.VisibilityConfigProperty(
        cloud_watch_metrics_enabled=True, metric_name=name, sampled_requests_enabled=False
    )
