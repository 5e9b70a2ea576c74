"""A service's image, run as its task definition has Fargate run it."""

from collections.abc import Mapping
from typing import Final

from testcontainers.core.network import Network

from tests.integration.containers.aws import answers
from tests.integration.containers.contained import Contained

USER: Final = "10001:10001"
"""By number: the name would have to be looked up in a file of the image."""

STOP_SECONDS: Final = 120
"""The most that Fargate waits between SIGTERM and SIGKILL."""

MEMORY_MB: Final = 512
"""The least that any preset gives a service; tests/infra/test_task_definitions.py holds all of these."""


class FargateTask(Contained):
    """No privilege, no writable file but a small /tmp, and a bound on memory with no swap beyond it."""

    def __init__(
        self, image: str, alias: str, network: Network, *, port: int, environment: Mapping[str, str]
    ) -> None:
        super().__init__(
            image,
            alias,
            network,
            ports=(port,),
            env=environment,
            stop_seconds=STOP_SECONDS,
            user=USER,
            read_only=True,
            cap_drop=["ALL"],
            security_opt=["no-new-privileges:true"],
            mem_limit=f"{MEMORY_MB}m",
            memswap_limit=f"{MEMORY_MB}m",
            pids_limit=256,
            init=True,
        )
        self._port = port
        self.with_tmpfs_mount("/tmp", "size=64m")  # noqa: S108

    def is_ready(self) -> bool:
        """Whether it does its work, as the load balancer asks."""
        return answers(self.port(self._port), "/ready")
