"""The services stack: consumer, API, and the gateway before it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from aws_cdk import Aws, CfnOutput, Stack
from aws_cdk import aws_ecs as ecs
from constructs import Construct

from infra.alarms.services import Services
from infra.config import Config
from infra.constructs.api import Api
from infra.constructs.balancer import STAGE, Balancer
from infra.constructs.collector import Collector
from infra.constructs.consumer import Consumer
from infra.constructs.custom_domain import CustomDomain
from infra.constructs.gateway import Gateway
from infra.constructs.kafka_client import KafkaClient
from infra.constructs.other_issuer import OtherIssuer
from infra.constructs.topics_task import TopicsTask
from infra.constructs.user_pool import UserPool
from infra.constructs.web_acl import WebAcl
from infra.naming import AUTHORIZER_ASSET, SERVICES_STACK
from infra.stacks.data import DataStack
from infra.stacks.network import NetworkStack


class ServicesStack(Stack):
    """Uses network and data, and is used by none: it can go and come again."""

    def __init__(
        self,
        scope: Construct,
        config: Config,
        *,
        network: NetworkStack,
        data: DataStack,
        zips: Mapping[str, Path],
    ) -> None:
        super().__init__(scope, SERVICES_STACK, description="FlightPulse: consumer, API, gateway")
        groups = network.groups
        cluster = ecs.Cluster(
            self, "Cluster", vpc=network.vpc, container_insights_v2=ecs.ContainerInsights.ENABLED
        )
        if data.brokers is None:
            raise ValueError("the data stack has no brokers: services need a preset with a network")
        kafka = KafkaClient(self, "Kafka", config=config, brokers=data.brokers)
        self.topics = TopicsTask(self, "Topics", config=config, kafka=kafka)
        self.consumer = Consumer(
            self,
            "Consumer",
            config=config,
            cluster=cluster,
            placement=network.place(groups.consumer),
            data=data.data,
            kafka=kafka,
        )
        self.balancer = Balancer(self, "Balancer", config=config, placement=network.place(groups.balancer))
        callers = self._callers(config, network, zips)
        self.api = Api(
            self,
            "Api",
            config=config,
            cluster=cluster,
            placement=network.place(groups.api),
            data=data.data,
            contact_secret=data.contact_secret,
            kafka=kafka,
            targets=self.balancer.targets,
            callers=callers,
        )
        self.gateway = Gateway(
            self,
            "Gateway",
            config=config,
            placement=network.place(groups.link),
            balancer=self.balancer,
            callers=callers,
        )
        collector = (
            Collector(
                self,
                "Collector",
                config=config,
                cluster=cluster,
                vpc=network.vpc,
                placement=network.place(groups.collector),
            )
            if groups.collector
            else None
        )
        api_id, stage = self.gateway.api.ref, self.gateway.stage
        if config.api.waf:
            arn = f"arn:{Aws.PARTITION}:apigateway:{Aws.REGION}::/restapis/{api_id}/stages/{STAGE}"
            WebAcl(self, "Firewall", config=config, stage_arn=arn).node.add_dependency(stage)
        if config.api.domain and config.api.certificate_arn:
            CustomDomain(
                self,
                "Domain",
                name=config.api.domain,
                certificate_arn=config.api.certificate_arn,
                stage=stage,
            )
        self.running = Services(
            cluster=cluster.cluster_name,
            services={
                "consumer": self.consumer.service.service_name,
                "api": self.api.service.service_name,
                **({"collector": collector.service.service_name} if collector else {}),
            },
            api=self.stack_name,
            stage=STAGE,
            authorizer=callers if isinstance(callers, OtherIssuer) else None,
        )
        subnets = [*network.vpc.isolated_subnets, *network.vpc.private_subnets]
        host = f"{api_id}.execute-api.{Aws.REGION}.{Aws.URL_SUFFIX}"
        url = f"https://{config.api.domain}" if config.api.domain else f"https://{host}/{STAGE}"
        if isinstance(callers, UserPool):
            callers.show_board_at(f"{url}/")
        outputs = {
            "ApiUrl": url,
            "ClusterName": cluster.cluster_name,
            "ConsumerServiceName": self.consumer.service.service_name,
            "ApiServiceName": self.api.service.service_name,
            "TopicsTaskDefinitionArn": self.topics.task.definition.task_definition_arn,
            "TaskSubnets": ",".join(subnet.subnet_id for subnet in subnets),
            "TaskSecurityGroup": groups.consumer.security_group_id,
            **callers.outputs,
        }
        for name, value in outputs.items():
            CfnOutput(self, name, value=value)

    def _callers(
        self, config: Config, network: NetworkStack, zips: Mapping[str, Path]
    ) -> UserPool | OtherIssuer:
        if config.callers.issuer is None:
            return UserPool(self, "Callers", config)
        return OtherIssuer(
            self,
            "Callers",
            config=config,
            asset=zips[AUTHORIZER_ASSET],
            placement=network.place(network.groups.functions),
        )
