"""What is seen of the running system, and for how long."""

from __future__ import annotations

from dataclasses import dataclass

from infra.config.setting import setting
from infra.context import one_of, or_none, text, whole

# What CloudWatch Logs accepts, up to two years.
LOG_RETENTION_DAYS = (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731)

_URL = text(r"https://[A-Za-z0-9.-]+(/[A-Za-z0-9._~/-]*)?", "an https URL without a fragment")
_MAIL = text(r"[^@\s]+@[^@\s]+\.[^@\s]+", "a mail address such as oncall@example.com")


@dataclass(frozen=True, slots=True)
class ObservabilityConfig:
    """Logs of every component, whom alarms page, and where it says what to do then.

    `runbook_url` is docs/runbook.md as whoever is paged can open it; `monthly_budget` is in US dollars.
    """

    log_retention_days: int = setting(
        "logRetentionDays", one_of(*LOG_RETENTION_DAYS), 30, local=1, dev=7, prod=180
    )
    runbook_url: str = setting("runbookUrl", _URL, "https://flightpulse.example/docs/runbook.md")
    alarm_email: str | None = setting("alarmEmail", or_none(_MAIL), None)
    monthly_budget: int = setting("monthlyBudget", whole(1, 10_000_000), 1_000, prod=3_000)
