"""The whole system on one network: broker, embedded AWS, model, proxy, and the stacks deployed."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import docker
from testcontainers.core.network import Network

from flightpulse.demo.deployment import Deployment, deploy_all
from flightpulse.demo.warm_up import warm_up
from local.broker.topics import TOPICS
from local.report.reader import TableReader
from tests.fakes.collector import Collector, collecting
from tests.integration.containers.aws import AWS, AWS_PORT, EmbeddedAws, ModelStandIn
from tests.integration.containers.base import Base
from tests.integration.containers.kafka_broker import PROXIED, KafkaBroker
from tests.integration.containers.services import environment_of
from tests.integration.containers.toxiproxy import ALIAS as PROXY
from tests.integration.containers.toxiproxy import Toxiproxy


@dataclass(frozen=True)
class System:
    """Everything that services need around them."""

    network: Network
    broker: KafkaBroker
    aws: EmbeddedAws
    model: ModelStandIn
    proxy: Toxiproxy
    collector: Collector
    deployment: Deployment

    @property
    def reader(self) -> TableReader:
        """Reads of the table."""
        return TableReader(self.deployment.client("dynamodb"), self.deployment.table)

    def environment(self) -> dict[str, str]:
        """What a service in the network is told."""
        return self._environment(self.broker.bootstrap_in_network, self.aws.endpoint_in_network)

    def environment_through_the_proxy(self) -> dict[str, str]:
        """The same, with every call to broker and AWS through the proxy."""
        return self._environment(f"{PROXY}:{PROXIED}", f"http://{PROXY}:{AWS_PORT}")

    def _environment(self, bootstrap: str, endpoint: str) -> dict[str, str]:
        return environment_of(self.deployment, bootstrap, endpoint, self.collector.endpoint)


@contextmanager
def system(folder: Path, base: Base) -> Iterator[System]:
    """Start the rest side by side, deploy, and stop it at the end whatever happened."""
    network, broker, proxy = base.network, base.broker, base.proxy
    with ExitStack() as stack:
        collector = stack.enter_context(collecting(gateway(network)))
        model, aws = ModelStandIn(network), EmbeddedAws(network, collector.endpoint)
        for container in (aws, model):
            stack.enter_context(container)
        for container in (aws, model):
            container.wait_ready()
        proxy.add(AWS, AWS_PORT, f"{AWS}:{AWS_PORT}")
        deployment = deploy_all(aws.endpoint, folder, lambda _: None)
        warm_up(deployment)
        for topic in TOPICS:
            broker.create_topic(topic)
        yield System(network, broker, aws, model, proxy, collector, deployment)


def gateway(network: Network) -> str:
    """The address at which containers of the network reach this machine, and nobody else does."""
    with closing(docker.from_env()) as engine:
        (pool,) = engine.networks.get(network.id or "").attrs["IPAM"]["Config"]
    address: str = pool["Gateway"]
    return address
