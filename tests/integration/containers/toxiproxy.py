"""A bad network on order: Toxiproxy between the services and what they call."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import httpx
from testcontainers.core.network import Network

from local.runtime.ports import LOOPBACK
from tests.integration.containers.contained import Contained

IMAGE = "ghcr.io/shopify/toxiproxy:2.5.0"
ALIAS = "toxiproxy"
CONTROL = 8474


class Toxiproxy(Contained):
    """Its proxies: `name` listens on a port of the network and passes on to an upstream."""

    def __init__(self, network: Network, *published: int) -> None:
        """The host reaches these ports too, each at `port` of it."""
        super().__init__(IMAGE, ALIAS, network, ports=(CONTROL, *published))
        self._control = httpx.Client(base_url=f"http://{LOOPBACK}:{self.port(CONTROL)}", timeout=5)

    def is_ready(self) -> bool:
        """Whether it takes orders."""
        try:
            return self._control.get("/version").is_success
        except httpx.TransportError:
            return False

    def add(self, name: str, port: int, upstream: str) -> None:
        """Pass on what comes in on this port to `host:port`."""
        proxy = {"name": name, "listen": f"0.0.0.0:{port}", "upstream": upstream, "enabled": True}
        self._control.post("/proxies", json=proxy).raise_for_status()

    @contextmanager
    def cut(self, name: str) -> Iterator[None]:
        """No connection stands or comes about: what is connected is closed, what connects is refused."""
        self._enable(name, on=False)
        try:
            yield
        finally:
            self._enable(name, on=True)

    @contextmanager
    def toxic(self, name: str, kind: str, attributes: Mapping[str, int]) -> Iterator[None]:
        """One of Toxiproxy's toxics on all that comes down every connection, such as `latency`."""
        body = {"name": kind, "type": kind, "stream": "downstream", "attributes": dict(attributes)}
        self._control.post(f"/proxies/{name}/toxics", json=body).raise_for_status()
        try:
            yield
        finally:
            self._control.delete(f"/proxies/{name}/toxics/{kind}").raise_for_status()

    def _enable(self, name: str, *, on: bool) -> None:
        self._control.post(f"/proxies/{name}", json={"enabled": on}).raise_for_status()
