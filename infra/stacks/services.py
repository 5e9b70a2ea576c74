"""The services stack: consumer, API, and the gateway before it."""

from __future__ import annotations

from aws_cdk import Aws, CfnOutput, Stack
from aws_cdk import aws_ecs as ecs
from constructs import Construct

from infra.alarms.services import Services
from infra.config import Config
from infra.constructs.api import Api
from infra.constructs.balancer import STAGE, Balancer
from infra.constructs.consumer import Consumer
from infra.constructs.custom_domain import CustomDomain
from infra.constructs.gateway import Gateway
from infra.constructs.kafka_client import KafkaClient
from infra.constructs.topics_task import TopicsTask
from infra.constructs.user_pool import UserPool
from infra.constructs.web_acl import WebAcl
from infra.naming import SERVICES_STACK
from infra.stacks.data import DataStack
from infra.stacks.network import NetworkStack


class ServicesStack(Stack):
    """Uses network and data, and is used by none: it can go and come again."""

    def __init__(self, scope: Construct, config: Config, *, network: NetworkStack, data: DataStack) -> None:
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
        pool = UserPool(self, "Callers", config)
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
            callers=pool,
        )
        self.gateway = Gateway(
            self,
            "Gateway",
            config=config,
            placement=network.place(groups.link),
            balancer=self.balancer,
            pool_arn=pool.pool.user_pool_arn,
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
            },
            api=self.stack_name,
            stage=STAGE,
        )
        subnets = [*network.vpc.isolated_subnets, *network.vpc.private_subnets]
        host = f"{api_id}.execute-api.{Aws.REGION}.{Aws.URL_SUFFIX}"
        outputs = {
            "ApiUrl": f"https://{config.api.domain}" if config.api.domain else f"https://{host}/{STAGE}",
            "ClusterName": cluster.cluster_name,
            "ConsumerServiceName": self.consumer.service.service_name,
            "ApiServiceName": self.api.service.service_name,
            "TopicsTaskDefinitionArn": self.topics.task.definition.task_definition_arn,
            "TaskSubnets": ",".join(subnet.subnet_id for subnet in subnets),
            "TaskSecurityGroup": groups.consumer.security_group_id,
            "UserPoolId": pool.pool.user_pool_id,
            "TokenUrl": f"{pool.domain.base_url()}/oauth2/token",
            "ProgramClientId": pool.program.user_pool_client_id,
        }
        for name, value in outputs.items():
            CfnOutput(self, name, value=value)
