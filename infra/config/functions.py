"""The Lambda functions: time-outs in seconds, memory, how many at once."""

from __future__ import annotations

from dataclasses import dataclass

from infra.config.setting import setting
from infra.context import one_of, whole, whole_or_none

# A task that waits for a Lambda outlasts it by this, so that the Lambda's own time-out is what is seen.
TASK_MARGIN_SECONDS = 15
# A look's lease outlasts the Lambda that took it by this.
LOOK_MARGIN_SECONDS = 30


@dataclass(frozen=True, slots=True)
class FunctionsConfig:
    """Messenger, rebooking marker and sweeper."""

    messenger_timeout: int = setting("messengerTimeout", whole(10, 600), 120)
    messenger_memory_mb: int = setting("messengerMemoryMb", whole(128, 10240), 512)
    messenger_concurrency: int | None = setting("messengerConcurrency", whole_or_none(1, 1000), None, prod=50)
    marker_timeout: int = setting("markerTimeout", whole(30, 600), 60)
    sweeper_timeout: int = setting("sweeperTimeout", whole(10, 600), 50)
    # In a replay, simulated minutes drive the sweeper; nothing else starts runs behind a test's back.
    sweeper_schedule: str = setting(
        "sweeperSchedule", one_of("ENABLED", "DISABLED"), "ENABLED", local="DISABLED"
    )

    @property
    def messenger_task_timeout(self) -> int:
        """How long a workflow waits for one batch."""
        return self.messenger_timeout + TASK_MARGIN_SECONDS

    @property
    def marker_task_timeout(self) -> int:
        """How long the cancellation workflow waits for one batch of bookings."""
        return self.marker_timeout + TASK_MARGIN_SECONDS

    @property
    def look_lease(self) -> int:
        """How long a look at a contact may hold a message before the sweeper asks for another one."""
        return self.messenger_timeout + LOOK_MARGIN_SECONDS
