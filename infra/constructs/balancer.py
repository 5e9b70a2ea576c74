"""The load balancer before the API: inside the network, reached only by the gateway's link."""

from __future__ import annotations

from aws_cdk import Duration
from aws_cdk import aws_elasticloadbalancingv2 as elb
from constructs import Construct

from infra.config import Config
from infra.constructs.groups import API_PORT, BALANCER_PORT
from infra.constructs.placement import Placement, private_subnets

# The API keeps an idle connection for longer than this (75 s), so it never closes one that a request is on.
IDLE_SECONDS = 60
# Time for answers that are under way when a task goes, streams too: after that the task is told to stop.
DEREGISTRATION_SECONDS = 90

STAGE = "live"
# The gateway puts its stage before the path that it passes to a load balancer; the API knows no stage.
STAGE_PATTERN = f"^/{STAGE}/?(.*)$"
WITHOUT_STAGE = "/$1"


class Balancer(Construct):
    """No access log: it would hold paths, and with them locators. The gateway logs the route instead."""

    def __init__(self, scope: Construct, construct_id: str, *, config: Config, placement: Placement) -> None:
        super().__init__(scope, construct_id)
        self.balancer = elb.ApplicationLoadBalancer(
            self,
            "Balancer",
            vpc=placement.vpc,
            internet_facing=False,
            vpc_subnets=private_subnets(placement.vpc),
            security_group=placement.group_in(self, "Group"),
            idle_timeout=Duration.seconds(IDLE_SECONDS),
            drop_invalid_header_fields=True,
            deletion_protection=config.data.retains,
        )
        self.targets = elb.ApplicationTargetGroup(
            self,
            "Targets",
            vpc=placement.vpc,
            port=API_PORT,
            protocol=elb.ApplicationProtocol.HTTP,
            target_type=elb.TargetType.IP,
            deregistration_delay=Duration.seconds(DEREGISTRATION_SECONDS),
            # Readiness: a task that reaches neither table nor brokers gets no requests, and is not restarted.
            health_check=elb.HealthCheck(
                path="/ready",
                interval=Duration.seconds(15),
                timeout=Duration.seconds(5),
                healthy_threshold_count=2,
                unhealthy_threshold_count=3,
            ),
        )
        listener = self.balancer.add_listener(
            "Listener",
            port=BALANCER_PORT,
            protocol=elb.ApplicationProtocol.HTTP,
            open=False,
            default_action=elb.ListenerAction.fixed_response(404),
        )
        rule = elb.ApplicationListenerRule(
            self,
            "Api",
            listener=listener,
            priority=1,
            conditions=[elb.ListenerCondition.path_patterns(["/*"])],
            target_groups=[self.targets],
        )
        _remove_the_stage(rule)


def _remove_the_stage(rule: elb.ApplicationListenerRule) -> None:
    """The rule of the CDK knows no transforms yet; that of CloudFormation does."""
    resource = rule.node.default_child
    if not isinstance(resource, elb.CfnListenerRule):
        raise TypeError(f"{rule.node.path} has no rule to put a transform on")
    rewrite = elb.CfnListenerRule.RewriteConfigProperty(regex=STAGE_PATTERN, replace=WITHOUT_STAGE)
    resource.transforms = [
        elb.CfnListenerRule.TransformProperty(
            type="url-rewrite",
            url_rewrite_config=elb.CfnListenerRule.RewriteConfigObjectProperty(rewrites=[rewrite]),
        )
    ]
