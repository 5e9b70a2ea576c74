"""What everything else stands on: a network with a real broker, and a proxy that can spoil the way to it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from testcontainers.core.network import Network

from local.runtime.ports import LOOPBACK
from tests.integration.containers.kafka_broker import ALIAS as KAFKA
from tests.integration.containers.kafka_broker import PROXIED, SPOILED, KafkaBroker
from tests.integration.containers.toxiproxy import ALIAS as PROXY
from tests.integration.containers.toxiproxy import Toxiproxy

FROM_HOST = "kafka-from-host"
"""The proxy on the way of processes of this machine."""


@dataclass(frozen=True)
class Base:
    """Shared by the whole suite; every test has topics of its own in it."""

    network: Network
    broker: KafkaBroker
    proxy: Toxiproxy

    @property
    def spoiled_bootstrap(self) -> str:
        """For clients on the host, over the proxy."""
        return f"{LOOPBACK}:{self.proxy.port(SPOILED)}"


@contextmanager
def base() -> Iterator[Base]:
    """Both side by side, ready, and stopped at the end whatever happened."""
    with ExitStack() as stack:
        network = stack.enter_context(Network())
        proxy = Toxiproxy(network, SPOILED)
        broker = KafkaBroker(network, f"{PROXY}:{PROXIED}", f"{LOOPBACK}:{proxy.port(SPOILED)}")
        for container in (broker, proxy):
            stack.enter_context(container)
        proxy.wait_ready()
        proxy.add(KAFKA, PROXIED, f"{KAFKA}:{PROXIED}")
        proxy.add(FROM_HOST, SPOILED, f"{KAFKA}:{SPOILED}")
        broker.wait_ready()
        yield Base(network, broker, proxy)
