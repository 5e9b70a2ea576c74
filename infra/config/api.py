"""The API: its tasks, and the gateway before them."""

from __future__ import annotations

from dataclasses import dataclass

from infra.config.setting import setting
from infra.context import one_of, or_none, switch, text, whole

_DOMAIN = text(r"[a-z0-9-]+(\.[a-z0-9-]+)+", "a domain name such as api.example.com")
_CERTIFICATE = text(
    r"arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate/[a-f0-9-]+", "the ARN of a certificate"
)


@dataclass(frozen=True, slots=True)
class ApiConfig:
    """Rates are requests a second. `cache_seconds` 0: no cache, whose smallest cluster costs by the hour."""

    cpu: int = setting("apiCpu", one_of(256, 512, 1024, 2048), 512, dev=256, prod=1024)
    memory_mb: int = setting("apiMemoryMb", whole(512, 16_384), 1024, dev=512, prod=2048)
    min_tasks: int = setting("apiMinTasks", whole(1, 100), 1, staging=2, prod=3)
    max_tasks: int = setting("apiMaxTasks", whole(1, 100), 2, staging=4, prod=12)
    requests_per_task: int = setting("apiRequestsPerTask", whole(1, 100_000), 6_000)
    domain: str | None = setting("domainName", or_none(_DOMAIN), None)
    certificate_arn: str | None = setting("certificateArn", or_none(_CERTIFICATE), None)
    rate_limit: int = setting("apiRateLimit", whole(1, 10_000), 100, prod=1_000)
    burst_limit: int = setting("apiBurstLimit", whole(1, 5_000), 200, prod=2_000)
    command_rate_limit: int = setting("apiCommandRateLimit", whole(1, 10_000), 20, prod=100)
    command_burst_limit: int = setting("apiCommandBurstLimit", whole(1, 5_000), 40, prod=200)
    cache_seconds: int = setting("apiCacheSeconds", whole(0, 3_600), 0, prod=60)
    waf: bool = setting("waf", switch, False, staging=True, prod=True)
    waf_requests_per_ip: int = setting("wafRequestsPerIp", whole(10, 2_000_000), 2_000)
