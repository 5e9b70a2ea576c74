"""Start and stop the embedded broker."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from local.broker.topics import TOPICS, Topic
from local.runtime.child import Child
from local.runtime.python_child import start_module

READY_LIMIT_SECONDS = 15.0
COMMAND_LIMIT_SECONDS = 5.0
READY = "bootstrap="
DONE = "done "


class MockBroker:
    """A running broker. Start it with `MockBroker.start`, or use it as a context manager.

    A process of its own: a crash in the C library, or a busy interpreter here, must not touch the other side.
    """

    def __init__(self, child: Child) -> None:
        self._child = child
        self._commands = 0
        self.bootstrap = _line_after(child, READY)

    @classmethod
    def start(cls, work_folder: Path, topics: Sequence[Topic] = TOPICS) -> MockBroker:
        """Start with these topics; raises ChildFailed, with the end of its log, when it does not come up."""
        return cls(
            start_module(
                "the embedded broker (librdkafka mock cluster)",
                "local.broker",
                *(str(topic) for topic in topics),
                log_file=work_folder / "broker.log",
                ready=READY,
                limit_seconds=READY_LIMIT_SECONDS,
            )
        )

    @property
    def pid(self) -> int:
        """Process id of the broker."""
        return self._child.pid

    @property
    def running(self) -> bool:
        """Whether the process is alive."""
        return self._child.running

    def create_topic(self, topic: Topic) -> None:
        """Create one more topic."""
        self._command(f"topic {topic.name} {topic.partitions}")

    def down(self) -> None:
        """Let the broker vanish from the network until `up`."""
        self._command("down")

    def up(self) -> None:
        """Bring it back, with everything that was written to it."""
        self._command("up")

    def push_errors(self, api_key: int, *codes: int) -> None:
        """Answer the next requests of one Kafka API key with these error codes."""
        self._command(f"errors {api_key} {' '.join(map(str, codes))}")

    def stop(self) -> None:
        """Stop the broker; everything it held is gone. Safe to call again."""
        self._child.stop(grace_seconds=1.0)

    def _command(self, text: str) -> None:
        self._commands += 1
        self._child.write_line(text)
        done = f"{DONE}{self._commands}\n"
        self._child.wait_ready(lambda: done in self._child.log(), COMMAND_LIMIT_SECONDS)

    def __enter__(self) -> MockBroker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def _line_after(child: Child, mark: str) -> str:
    return child.log().split(mark, 1)[1].splitlines()[0].strip()
