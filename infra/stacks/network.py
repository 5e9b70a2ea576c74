"""The network stack: private subnets, endpoints, security groups, flow logs."""

from __future__ import annotations

from aws_cdk import CfnOutput, Fn, Stack
from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from infra.config import Config
from infra.constructs.endpoints import Endpoints
from infra.constructs.flow_log import FlowLog
from infra.constructs.groups import Groups
from infra.constructs.placement import Placement
from infra.naming import NETWORK_STACK


class NetworkStack(Stack):
    """Used by data, workflows and services; uses none. The local preset has no network."""

    def __init__(self, scope: Construct, config: Config) -> None:
        self._zones = config.network.zones
        super().__init__(
            scope,
            NETWORK_STACK,
            description="FlightPulse: network, endpoints, security groups",
            termination_protection=config.data.retains,
        )
        ways_out = config.network.nat_gateways
        self.vpc = ec2.Vpc(
            self,
            "Vpc",
            ip_addresses=ec2.IpAddresses.cidr(config.network.cidr),
            max_azs=self._zones,
            nat_gateways=ways_out,
            # Nothing uses the group, and closing it takes a custom resource.
            restrict_default_security_group=False,
            subnet_configuration=_with_a_way_out() if ways_out else _without(),
        )
        self.groups = Groups(self, "Groups", config=config, vpc=self.vpc)
        Endpoints(self, "Endpoints", config=config, vpc=self.vpc, group=self.groups.endpoints)
        FlowLog(self, "FlowLog", config=config, vpc=self.vpc)
        CfnOutput(self, "VpcId", value=self.vpc.vpc_id)

    @property
    def availability_zones(self) -> list[str]:
        """The first ones of whatever region it is deployed to: a look-up would need credentials."""
        return [Fn.select(number, Fn.get_azs()) for number in range(self._zones)]

    def place(self, group: ec2.ISecurityGroup) -> Placement:
        """In this network, as a member of one of its groups."""
        return Placement(self.vpc, group)


def _without() -> list[ec2.SubnetConfiguration]:
    return [
        ec2.SubnetConfiguration(name="Private", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED, cidr_mask=24)
    ]


def _with_a_way_out() -> list[ec2.SubnetConfiguration]:
    """The public subnets hold the NAT gateways and nothing else."""
    return [
        ec2.SubnetConfiguration(name="Private", subnet_type=ec2.SubnetType.PRIVATE_WITH_EGRESS, cidr_mask=24),
        ec2.SubnetConfiguration(
            name="Public",
            subnet_type=ec2.SubnetType.PUBLIC,
            cidr_mask=28,
            map_public_ip_on_launch=False,
        ),
    ]
