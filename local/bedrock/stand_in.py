"""Start and stop the stand-in."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from local.bedrock.control import BedrockControl
from local.runtime.child import Child
from local.runtime.python_child import start_module

READY = "endpoint="
READY_LIMIT_SECONDS = 15.0


class BedrockStandIn(BedrockControl):
    """A running stand-in. Start it with `BedrockStandIn.start`, or use it as a context manager."""

    def __init__(self, child: Child) -> None:
        super().__init__(child.log().split(READY, 1)[1].splitlines()[0].strip())
        self._child = child

    @classmethod
    def start(cls, work_folder: Path) -> BedrockStandIn:
        """Start on a free loopback port; raises ChildFailed when it does not come up."""
        return cls(
            start_module(
                "the Bedrock stand-in",
                "local.bedrock",
                "--with-parent",
                log_file=work_folder / "bedrock.log",
                ready=READY,
                limit_seconds=READY_LIMIT_SECONDS,
            )
        )

    @property
    def running(self) -> bool:
        """Whether the process is alive."""
        return self._child.running

    @property
    def pid(self) -> int:
        """Process id of the stand-in."""
        return self._child.pid

    def stop(self) -> None:
        """Stop it. Safe to call again."""
        self._child.stop(grace_seconds=1.0)

    def __enter__(self) -> BedrockStandIn:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
