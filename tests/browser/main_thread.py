"""What the main thread of a page did, by a trace: how long each task had the processor."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page

_TASK = "ThreadControllerImpl::RunTask"


@dataclass
class Tasks:
    """Milliseconds of processor time, each task's."""

    milliseconds: list[float] = field(default_factory=list)

    @property
    def longest(self) -> float:
        """Of all."""
        return max(self.milliseconds)


@contextmanager
def traced(browser: Browser, page: Page) -> Iterator[Tasks]:
    """Filled when the block ends. Time on the clock would be that of a busy machine as well."""
    tasks = Tasks()
    browser.start_tracing(page=page, categories=["toplevel", "__metadata"])
    yield tasks
    events: list[dict[str, Any]] = json.loads(browser.stop_tracing())["traceEvents"]
    threads = {(each["pid"], each["tid"]) for each in events if _is_main(each)}
    by_thread: dict[tuple[int, int], list[float]] = {thread: [] for thread in threads}
    for each in events:
        if each["name"] == _TASK and "tdur" in each and (each["pid"], each["tid"]) in threads:
            by_thread[each["pid"], each["tid"]].append(each["tdur"] / 1000)
    # There may be a spare renderer as well; the page is the one that works.
    tasks.milliseconds = max(by_thread.values(), key=sum)


def _is_main(event: dict[str, Any]) -> bool:
    return bool(event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain")
