"""The network that tasks and functions run in."""

from __future__ import annotations

from dataclasses import dataclass

from infra.config.setting import setting
from infra.context import one_of, text, whole

NO_NAT, ONE_NAT, NAT_PER_ZONE = "none", "one", "per-zone"

_CIDR = text(
    r"(10|172|192)(\.\d{1,3}){3}/(1[6-9]|2[01])", "a private range of /16 to /21, such as 10.42.0.0/16"
)


@dataclass(frozen=True, slots=True)
class NetworkConfig:
    """Every AWS service that is called has an endpoint, so nothing needs a way out to the internet.

    A NAT gateway is for what lies elsewhere, as own brokers do.
    """

    zones: int = setting("zones", whole(2, 3), 2, prod=3)
    cidr: str = setting("vpcCidr", _CIDR, "10.42.0.0/16")
    nat: str = setting("nat", one_of(NO_NAT, ONE_NAT, NAT_PER_ZONE), NO_NAT)
    flow_log_traffic: str = setting("flowLogTraffic", one_of("ALL", "REJECT"), "REJECT", prod="ALL")

    @property
    def nat_gateways(self) -> int:
        """How many NAT gateways there are."""
        return {NO_NAT: 0, ONE_NAT: 1, NAT_PER_ZONE: self.zones}[self.nat]
