"""The OpenTelemetry collector: one small service that tasks and functions send their spans to."""

from __future__ import annotations

import json
from typing import Any

from aws_cdk import Duration
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_servicediscovery as discovery
from constructs import Construct

from infra.config import Config
from infra.constructs.groups import OTLP_PORT
from infra.constructs.kafka_client import region
from infra.constructs.placement import Placement
from infra.constructs.service import fargate_service
from infra.constructs.service_task import ServiceTask, TaskSpec
from infra.constructs.tracing import COLLECTOR, NAMESPACE

# AWS's distribution of the collector, which has the exporter to X-Ray.
PUBLIC_IMAGE = "public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3"
# A program in the image, which asks the extension below: there is no shell.
HEALTHY = ("CMD", "/healthcheck")
CPU, MEMORY_MB = 256, 512
TASKS = 2

PIPELINE: dict[str, Any] = {
    "extensions": {"health_check": {"endpoint": "127.0.0.1:13133"}},
    "receivers": {"otlp": {"protocols": {"http": {"endpoint": f"0.0.0.0:{OTLP_PORT}"}}}},
    "processors": {
        # Refuses spans rather than being killed with those that it has.
        "memory_limiter": {"check_interval": "1s", "limit_percentage": 75, "spike_limit_percentage": 20},
        "batch": {},
    },
    "exporters": {"awsxray": {}},
    "service": {
        "extensions": ["health_check"],
        "telemetry": {"logs": {"level": "warn"}},
        "pipelines": {
            "traces": {
                "receivers": ["otlp"],
                "processors": ["memory_limiter", "batch"],
                "exporters": ["awsxray"],
            }
        },
    },
}


class Collector(Construct):
    """Found by a name inside the network. What it misses is lost to the traces and to nothing else."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        config: Config,
        cluster: ecs.ICluster,
        vpc: ec2.IVpc,
        placement: Placement,
    ) -> None:
        super().__init__(scope, construct_id)
        named = config.tracing.image
        self.task = ServiceTask(
            self,
            "Task",
            config=config,
            spec=TaskSpec(
                service="collector",
                image=named,
                public_image=None if named else PUBLIC_IMAGE,
                cpu=CPU,
                memory_mb=MEMORY_MB,
                port=OTLP_PORT,
                healthy=HEALTHY,
                environment={**region(), "AOT_CONFIG_CONTENT": json.dumps(PIPELINE)},
            ),
        )
        # The call takes no resource.
        self.task.allow("xray:PutTraceSegments", on=["*"])
        self.service = fargate_service(
            self,
            config=config,
            cluster=cluster,
            task=self.task,
            placement=placement,
            tasks=TASKS,
            greatest_percent=200,
        )
        namespace = discovery.PrivateDnsNamespace(self, "Names", name=NAMESPACE, vpc=vpc)
        self.service.enable_cloud_map(
            cloud_map_namespace=namespace,
            name=COLLECTOR,
            dns_record_type=discovery.DnsRecordType.A,
            dns_ttl=Duration.seconds(10),
        )
