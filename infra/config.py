"""One frozen configuration for the whole app, read from CDK context (`-c name=value`, or cdk.json)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from infra.context import ContextError, Reader, one_of
from infra.context_values import FIELDS, NAMES, PRESETS, RETAIN

# A task that waits for a Lambda outlasts it by this, so that the Lambda's own time-out is what is seen.
TASK_MARGIN_SECONDS = 15
# The claim on a run outlasts the machine's time-out by this: a dead run is never claimed while it may act.
LEASE_MARGIN_SECONDS = 60
# A look's lease outlasts the Lambda that took it by this.
LOOK_MARGIN_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Config:
    """What the presets and the context decide; times in seconds unless the name says otherwise."""

    preset: str
    removal: str
    owner: str
    cost_center: str
    log_retention_days: int
    archive_retention_days: int
    run_retention_days: int
    delay_settle: int
    gate_change_settle: int
    model_id: str
    model_regions: tuple[str, ...]
    model_deadline: int
    messenger_timeout: int
    messenger_memory_mb: int
    messenger_concurrency: int | None
    marker_timeout: int
    sweeper_timeout: int
    sweeper_schedule: str
    page_size: int
    batch_size: int
    batch_concurrency: int
    machine_timeout: int
    restart_backoff: int

    @property
    def is_local(self) -> bool:
        """The embedded AWS: no costs, no schedule, nothing to keep."""
        return self.preset == "local"

    @property
    def retains(self) -> bool:
        """Data outlives its stack."""
        return self.removal == RETAIN

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

    @property
    def run_lease(self) -> int:
        """How long a claim on a run holds."""
        return self.machine_timeout + LEASE_MARGIN_SECONDS

    @classmethod
    def from_context(cls, context: Mapping[str, object]) -> Config:
        """Raises ContextError with the name, the wrong value and what would be right."""
        _refuse_unknown(context)
        preset = _read("preset", one_of(*PRESETS), context, None)
        values: dict[str, Any] = {"preset": preset}
        for field in FIELDS:
            values[field.attribute] = _read(field.name, field.reader, context, field.default(str(preset)))
        config = cls(**values)
        _check_together(config)
        return config


def _read(name: str, reader: Reader, context: Mapping[str, object], default: object) -> object:
    value = context.get(name, default)
    try:
        return reader(value)
    except ContextError as error:
        found = "is missing" if value is None else f"is {value!r}"
        raise ContextError(f"context value {name!r} {found}: {error} (set it with -c {name}=...)") from error


def _refuse_unknown(context: Mapping[str, object]) -> None:
    """A misspelt name would silently leave its default; the CDK's own keys hold a '@', ':' or '-'."""
    for name in context:
        if re.fullmatch(r"[A-Za-z]+", name) and name not in NAMES:
            near = difflib.get_close_matches(name, NAMES, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(NAMES)}"
            raise ContextError(f"context value {name!r} is not known: {hint}")


def _check_together(config: Config) -> None:
    rules: tuple[tuple[Callable[[Config], bool], str], ...] = (
        (lambda c: c.batch_size <= c.page_size, "batchSize must not be above pageSize"),
        (
            lambda c: (
                c.machine_timeout >= max(c.delay_settle, c.gate_change_settle) + 2 * c.messenger_task_timeout
            ),
            "machineTimeout must hold the settle time and two calls of the messenger "
            f"(messengerTimeout + {TASK_MARGIN_SECONDS} s each)",
        ),
        (
            lambda c: c.machine_timeout >= 2 * (c.marker_task_timeout + c.messenger_task_timeout),
            "machineTimeout must hold two calls of the marker and of the messenger "
            f"(markerTimeout and messengerTimeout, {TASK_MARGIN_SECONDS} s more each)",
        ),
        (lambda c: c.model_deadline < c.messenger_timeout, "modelDeadline must be below messengerTimeout"),
        (lambda c: c.preset != "prod" or c.retains, "removal must be RETAIN under preset prod"),
    )
    for holds, text_ in rules:
        if not holds(config):
            raise ContextError(f"context values do not fit together: {text_}")
