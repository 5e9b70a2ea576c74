"""Who may talk to whom: every rule of every security group, in one place."""

from __future__ import annotations

from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from infra.config import Config

API_PORT = 8080
BALANCER_PORT = 80
# OpenTelemetry over HTTP.
OTLP_PORT = 4318
HTTPS = ec2.Port.tcp(443)
# MSK's port for clients that sign in by IAM, over TLS.
IAM_BROKERS = ec2.Port.tcp(9098)
# What Kafka listens on elsewhere, by custom.
OWN_BROKERS = ec2.Port.tcp_range(9092, 9098)


class Groups(Construct):
    """What comes in is let in by group, never by address.

    Going out, 443 is open: the gateway endpoints of DynamoDB and S3 have addresses of their own in each
    region and no group, and without a NAT gateway nothing else is there to be reached.
    """

    def __init__(self, scope: Construct, construct_id: str, *, config: Config, vpc: ec2.IVpc) -> None:
        super().__init__(scope, construct_id)
        self._vpc = vpc
        self.link = self._group("Link", "The way of the API gateway into the network")
        self.balancer = self._group("Balancer", "The load balancer before the API")
        self.api = self._group("Api", "Tasks of the API")
        self.consumer = self._group("Consumer", "Tasks of the consumer, and the task that makes topics")
        self.functions = self._group("Functions", "Every Lambda function")
        self.endpoints = self._group("Endpoints", "The interface endpoints")
        self.brokers = self._group("Brokers", "The Kafka brokers")
        self._may_call(self.link, self.balancer, ec2.Port.tcp(BALANCER_PORT), "requests")
        self._may_call(self.balancer, self.api, ec2.Port.tcp(API_PORT), "requests and health checks")
        callers = [self.api, self.consumer, self.functions]
        self.collector = self._collector(callers) if config.tracing.collector else None
        for caller in [*callers, *([self.collector] if self.collector else [])]:
            self._may_call(caller, self.endpoints, HTTPS, "calls of AWS")
            caller.add_egress_rule(ec2.Peer.any_ipv4(), HTTPS, "gateway endpoints")
        for client in (self.api, self.consumer):
            if config.kafka.uses_iam:
                self._may_call(client, self.brokers, IAM_BROKERS, "Kafka")
            else:
                client.add_egress_rule(ec2.Peer.any_ipv4(), OWN_BROKERS, "own brokers")

    def _collector(self, senders: list[ec2.SecurityGroup]) -> ec2.SecurityGroup:
        collector = self._group("Collector", "The OpenTelemetry collector")
        for sender in senders:
            self._may_call(sender, collector, ec2.Port.tcp(OTLP_PORT), "spans")
        return collector

    def _group(self, name: str, description: str) -> ec2.SecurityGroup:
        return ec2.SecurityGroup(self, name, vpc=self._vpc, description=description, allow_all_outbound=False)

    @staticmethod
    def _may_call(caller: ec2.SecurityGroup, called: ec2.SecurityGroup, port: ec2.Port, what: str) -> None:
        called.add_ingress_rule(caller, port, what)
        caller.add_egress_rule(called, port, what)
