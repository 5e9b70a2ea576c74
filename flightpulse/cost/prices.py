"""List prices of us-east-1 in US dollars, without free tiers, discounts or tax; AWS changes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

AS_OF: Final = "June 2026"
REGION: Final = "us-east-1"
HOURS_A_MONTH: Final = 730
DAYS_A_MONTH: Final = 30


@dataclass(frozen=True, slots=True)
class Price:
    """So many dollars for `per` units."""

    dollars: float
    per: float
    unit: str

    def of(self, quantity: float) -> float:
        """What a quantity costs."""
        return quantity / self.per * self.dollars

    def __str__(self) -> str:
        per = "" if self.per == 1 else f"{self.per:,.0f} "
        return f"${self.dollars:g} / {per}{self.unit}"


MILLION: Final = 1_000_000

WRITE_UNITS: Final = Price(0.625, MILLION, "write units")
READ_UNITS: Final = Price(0.125, MILLION, "read units")
TABLE_STORAGE: Final = Price(0.25, 1, "GB-month")
TABLE_RECOVERY: Final = Price(0.20, 1, "GB-month")
BUS_EVENTS: Final = Price(1.00, MILLION, "events")
ARCHIVE: Final = Price(0.10, 1, "GB")
TRANSITIONS: Final = Price(25.00, MILLION, "state transitions")
LAMBDA_REQUESTS: Final = Price(0.20, MILLION, "requests")
LAMBDA_COMPUTE: Final = Price(0.0000133334, 1, "GB-s (arm64)")
LOG_INGESTION: Final = Price(0.50, 1, "GB")
LOG_STORAGE: Final = Price(0.03, 1, "GB-month")
METRIC: Final = Price(0.30, 1, "metric-month")
ALARM: Final = Price(0.10, 1, "alarm-month")
DASHBOARD: Final = Price(3.00, 1, "dashboard-month")
INPUT_TOKENS: Final = Price(1.00, MILLION, "tokens in")
OUTPUT_TOKENS: Final = Price(5.00, MILLION, "tokens out")
EMAIL: Final = Price(0.10, 1_000, "mails (SES)")
SMS_PART: Final = Price(0.00883, 1, "SMS parts in the US, carrier fee included")
PUSH: Final = Price(0.50, MILLION, "mobile pushes (SNS)")
API_REQUESTS: Final = Price(3.50, MILLION, "REST API requests")
FARGATE_CPU: Final = Price(0.03238, 1, "vCPU-hour (arm64)")
FARGATE_MEMORY: Final = Price(0.00356, 1, "GB-hour (arm64)")
LOAD_BALANCER: Final = Price(0.0225, 1, "hour")
ENDPOINT: Final = Price(0.01, 1, "endpoint-zone-hour")
ENDPOINT_DATA: Final = Price(0.01, 1, "GB")
NAT: Final = Price(0.045, 1, "gateway-hour")
NAT_DATA: Final = Price(0.045, 1, "GB")
BROKER: Final = Price(0.204, 1, "broker-hour (kafka.m7g.large)")
BROKER_STORAGE: Final = Price(0.10, 1, "GB-month")
SERVERLESS_CLUSTER: Final = Price(0.75, 1, "cluster-hour")
SERVERLESS_PARTITION: Final = Price(0.0015, 1, "partition-hour")
SERVERLESS_IN: Final = Price(0.10, 1, "GB in")
SERVERLESS_OUT: Final = Price(0.05, 1, "GB out")
WEB_ACL: Final = Price(5.00, 1, "web ACL-month")
WEB_ACL_RULE: Final = Price(1.00, 1, "rule-month")
SECRET: Final = Price(0.40, 1, "secret-month")
KEY: Final = Price(1.00, 1, "key-month")
