"""Where a function or a task stands in the network."""

from __future__ import annotations

from dataclasses import dataclass

from aws_cdk import aws_ec2 as ec2
from constructs import Construct

# The calls with which Lambda puts its network interface into a subnet; they are made by the service under
# the function's role, and EC2 takes no resource for them that could be named before it exists.
NETWORK_INTERFACE_CALLS = (
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:UnassignPrivateIpAddresses",
)


@dataclass(frozen=True, slots=True)
class Placement:
    """A network, and the security group that stands for its component."""

    vpc: ec2.IVpc
    group: ec2.ISecurityGroup

    def group_in(self, scope: Construct, construct_id: str) -> ec2.ISecurityGroup:
        """The group, closed to changes: constructs add rules of their own, and all rules are in one place."""
        return ec2.SecurityGroup.from_security_group_id(
            scope, construct_id, self.group.security_group_id, mutable=False
        )


def private_subnets(vpc: ec2.IVpc) -> ec2.SubnetSelection:
    """Subnets that nothing reaches from outside, whether they have a way out or not."""
    return ec2.SubnetSelection(subnets=[*vpc.isolated_subnets, *vpc.private_subnets])
