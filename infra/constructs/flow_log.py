"""The record of who talked to whom in the network, kept as long as every log."""

from __future__ import annotations

from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from constructs import Construct

from infra.config import Config
from infra.constructs.log_group import log_group


class FlowLog(Construct):
    """Addresses and ports, no content. Its role may write to this one log group."""

    def __init__(self, scope: Construct, construct_id: str, *, config: Config, vpc: ec2.IVpc) -> None:
        super().__init__(scope, construct_id)
        group = log_group(self, "Logs", config)
        role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal("vpc-flow-logs.amazonaws.com"))
        role.add_to_policy(
            iam.PolicyStatement(
                actions=["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
                resources=[group.log_group_arn],
            )
        )
        ec2.CfnFlowLog(
            self,
            "FlowLog",
            resource_id=vpc.vpc_id,
            resource_type="VPC",
            traffic_type=config.network.flow_log_traffic,
            log_destination_type="cloud-watch-logs",
            log_group_name=group.log_group_name,
            deliver_logs_permission_arn=role.role_arn,
            max_aggregation_interval=600,
        ).node.add_dependency(role)
