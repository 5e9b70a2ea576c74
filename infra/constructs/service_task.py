"""The task of a service: hardened, with a role to run and a role to act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from aws_cdk import Duration, Size
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_iam as iam
from constructs import Construct

from infra.config import Config
from infra.config.consumer import STOP_TIMEOUT_SECONDS
from infra.constructs.image import container_image
from infra.constructs.log_group import log_group

# Lines that wait while CloudWatch does not answer; beyond that lines are lost, never the service's time.
LOG_BUFFER = Size.mebibytes(25)
# The user that both Dockerfiles name; said again here, so that no other image runs as root.
USER = "10001:10001"


@dataclass(frozen=True, slots=True)
class TaskSpec:
    """What differs from one task to another. `cpu`: 1024 is one processor; `port` is None for a one-off.

    `public_image` is somebody else's, by its exact tag; `healthy` is how a container that is not ours is
    asked whether it lives.
    """

    service: str
    image: str | None
    cpu: int
    memory_mb: int
    environment: Mapping[str, str]
    secrets: Mapping[str, ecs.Secret] = field(default_factory=dict)
    port: int | None = None
    command: Sequence[str] | None = None
    public_image: str | None = None
    healthy: Sequence[str] | None = None


class ServiceTask(Construct):
    """The execution role pulls the image, writes the log, reads the secrets; all else is the task role's."""

    def __init__(self, scope: Construct, construct_id: str, *, config: Config, spec: TaskSpec) -> None:
        super().__init__(scope, construct_id)
        principal = iam.ServicePrincipal("ecs-tasks.amazonaws.com")
        self.execution_role = iam.Role(self, "ExecutionRole", assumed_by=principal)
        self.role = iam.Role(self, "TaskRole", assumed_by=principal)
        self.log_group = log_group(self, "Logs", config)
        self.definition = ecs.FargateTaskDefinition(
            self,
            "Definition",
            cpu=spec.cpu,
            memory_limit_mib=spec.memory_mb,
            execution_role=self.execution_role,
            task_role=self.role,
            runtime_platform=ecs.RuntimePlatform(
                cpu_architecture=ecs.CpuArchitecture.of(config.tasks.cpu_architecture),
                operating_system_family=ecs.OperatingSystemFamily.LINUX,
            ),
        )
        self._container(config, spec)

    def allow(self, *actions: str, on: list[str], conditions: dict[str, object] | None = None) -> None:
        """Grants the task's role some actions on named resources."""
        self.role.add_to_policy(
            iam.PolicyStatement(actions=list(actions), resources=on, conditions=conditions)
        )

    def _container(self, config: Config, spec: TaskSpec) -> None:
        linux = ecs.LinuxParameters(self, "Linux", init_process_enabled=True)
        linux.drop_capabilities(ecs.Capability.ALL)
        container = self.definition.add_container(
            spec.service,
            image=ecs.ContainerImage.from_registry(spec.public_image)
            if spec.public_image
            else container_image(self, spec.service, spec.image, config.tasks),
            user=USER,
            environment=dict(spec.environment),
            secrets=dict(spec.secrets),
            command=list(spec.command) if spec.command else None,
            port_mappings=[ecs.PortMapping(container_port=spec.port)] if spec.port else None,
            health_check=_alive(spec.healthy or _ours(spec.port)) if spec.port else None,
            readonly_root_filesystem=True,
            linux_parameters=linux,
            stop_timeout=Duration.seconds(STOP_TIMEOUT_SECONDS),
            logging=ecs.LogDriver.aws_logs(
                stream_prefix=spec.service,
                log_group=self.log_group,
                mode=ecs.AwsLogDriverMode.NON_BLOCKING,
                max_buffer_size=LOG_BUFFER,
            ),
        )
        for name, path in _writable(config).items():
            self.definition.add_volume(name=name)
            container.add_mount_points(
                ecs.MountPoint(source_volume=name, container_path=path, read_only=False)
            )


def _writable(config: Config) -> dict[str, str]:
    """The agent of ECS Exec keeps its files in two places."""
    agent = {"exec-lib": "/var/lib/amazon", "exec-log": "/var/log/amazon"} if config.tasks.exec else {}
    return {"tmp": "/tmp", **agent}  # noqa: S108


def _ours(port: int) -> Sequence[str]:
    return ["CMD", "python", "-m", "services.core.alive", str(port)]


def _alive(command: Sequence[str]) -> ecs.HealthCheck:
    """Liveness, which no outage of a dependency touches: AWS's or a broker's restarts no task."""
    return ecs.HealthCheck(
        command=list(command),
        interval=Duration.seconds(15),
        timeout=Duration.seconds(5),
        retries=4,
        start_period=Duration.seconds(60),
    )
