"""What everything else stands on: a network with a real broker, and a proxy that can spoil the way to it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from testcontainers.core.network import Network

from tests.integration.containers.kafka_broker import ALIAS as KAFKA
from tests.integration.containers.kafka_broker import PROXIED, KafkaBroker
from tests.integration.containers.toxiproxy import ALIAS as PROXY
from tests.integration.containers.toxiproxy import Toxiproxy


@dataclass(frozen=True)
class Base:
    """Shared by the whole suite; every test has topics of its own in it."""

    network: Network
    broker: KafkaBroker
    proxy: Toxiproxy


@contextmanager
def base() -> Iterator[Base]:
    """Both side by side, ready, and stopped at the end whatever happened."""
    with ExitStack() as stack:
        network = stack.enter_context(Network())
        proxy, broker = Toxiproxy(network), KafkaBroker(network, f"{PROXY}:{PROXIED}")
        for container in (broker, proxy):
            stack.enter_context(container)
        proxy.wait_ready()
        proxy.add(KAFKA, PROXIED, f"{KAFKA}:{PROXIED}")
        broker.wait_ready()
        yield Base(network, broker, proxy)
