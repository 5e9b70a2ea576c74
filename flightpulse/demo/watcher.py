"""Watches what comes of the events while they are replayed, in a thread of its own."""

import threading
import time
from collections import Counter, deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from flightpulse.demo.deployment import Deployment
from flightpulse.demo.executions import count_executions
from flightpulse.demo.memory import megabytes
from flightpulse.demo.offsets import Offsets
from flightpulse.demo.progress import Message, Watched
from flightpulse.demo.services import GROUP, TOPIC
from flightpulse.demo.sinks import Sinks
from flightpulse.demo.waiting import held_back
from local.report.holds import was_released
from local.report.reader import Item, TableReader
from local.report.report import Workflows
from services.core.clock import Instant, parse_instant
from services.core.table import keys

EVERY_SECONDS = 0.7
MEMORY_EVERY_SECONDS = 5.0
COUNT_EVERY_SECONDS = 5.0
"""Running workflows are few and listed each time; counting all that ever ran takes ever longer."""


class Watcher:
    """Reads offsets, executions and sinks. `watched` and `take_messages` may be called from anywhere."""

    def __init__(self, deployment: Deployment, bootstrap: str, groups: Sequence[int], since: Instant) -> None:
        self._machines = deployment.machines
        self._step_functions = deployment.client("stepfunctions")
        self._reader = TableReader(deployment.table_client(), deployment.table)
        self._sinks = Sinks(deployment.client("logs"), deployment.sink_groups, since)
        self._offsets = Offsets(bootstrap, GROUP)
        self._offsets.begin(TOPIC)
        self._groups = groups
        self._messages: deque[Message] = deque()
        self._sources: Counter[str] = Counter()
        self._stopping = threading.Event()
        self._next_memory = 0.0
        self._next_count = 0.0
        self._workflows = Workflows(0, 0, 0)
        self._peak = 0
        self._held = 0
        self._released = 0
        self.watched = Watched()
        self.first_message_at: float | None = None
        self._pool = ThreadPoolExecutor(1, "watcher")
        self._running: Future[None] | None = None

    def start(self) -> None:
        """Begin."""
        self._running = self._pool.submit(self._run)

    def stop(self) -> None:
        """End, and close what was opened."""
        self._stopping.set()
        self._pool.shutdown()
        self._offsets.close()

    def take_messages(self) -> list[Message]:
        """Messages since the last call; raises what went wrong in the thread."""
        if self._running is not None and self._running.done():
            self._running.result()
        return [self._messages.popleft() for _ in range(len(self._messages))]

    @property
    def arrivals(self) -> Counter[str]:
        """How often each notification reached its sink."""
        return self._sinks.arrivals

    def _look(self) -> None:
        for item in self._recorded(self._sinks.read_new()):
            self._messages.append(_message(item))
            self._sources[item["source"]] += 1
            self._released += was_released(item)
            self.first_message_at = self.first_message_at or time.monotonic()
        if self._groups and time.monotonic() >= self._next_memory:
            self._peak = max(self._peak, megabytes(self._groups))
            self._next_memory = time.monotonic() + MEMORY_EVERY_SECONDS
        templates = self._sources["template"]
        self.watched = Watched(
            finished=self._offsets.committed(TOPIC),
            workflows=self._count_workflows(),
            messages=len(self.arrivals),
            from_model=self._sources.total() - templates,
            from_template=templates,
            held=self._held,
            released=self._released,
            peak_megabytes=self._peak,
        )

    def _count_workflows(self) -> Workflows:
        if time.monotonic() >= self._next_count:
            self._workflows = count_executions(self._step_functions, self._machines)
            self._held = held_back(self._reader)
            self._next_count = time.monotonic() + COUNT_EVERY_SECONDS
            return self._workflows
        listed = (
            self._step_functions.list_executions(stateMachineArn=machine, statusFilter="RUNNING")
            for machine in self._machines
        )
        return replace(self._workflows, running=sum(len(page["executions"]) for page in listed))

    def _run(self) -> None:
        while not self._stopping.wait(EVERY_SECONDS):
            self._look()

    def _recorded(self, details: list[dict[str, Any]]) -> list[Item]:
        """The records of these notifications: the bus carries no text."""
        order = {detail["notificationId"]: place for place, detail in enumerate(details)}
        items = self._reader.get_many([keys.notification(identity) for identity in order])
        return sorted(items, key=lambda item: order[item["notificationId"]])


def _without_greeting(body: str) -> str:
    """An e-mail without its first paragraph: a line on a screen has room for what happened."""
    _, _, rest = body.partition("\n\n")
    return rest or body


def _message(item: Item) -> Message:
    return Message(
        as_of=parse_instant(item["asOf"]),
        flight_key=item["flightKey"],
        kind=item["kind"],
        channel=item["channel"],
        masked_contact=item["maskedContact"],
        source=item["source"],
        held_until=parse_instant(item["heldUntil"]) if "heldUntil" in item else None,
        text=" ".join(_without_greeting(item["body"]).split()),
    )
