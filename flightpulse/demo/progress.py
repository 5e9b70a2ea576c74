"""What the screen shows at one moment."""

from dataclasses import dataclass, field

from local.report.report import Workflows
from services.core.clock import Instant


@dataclass(frozen=True, slots=True)
class Message:
    """One message that reached its sink, as far as a screen may show it: the address is masked."""

    as_of: Instant
    flight_key: str
    kind: str
    channel: str
    masked_contact: str
    source: str
    text: str
    held_until: Instant | None = None


@dataclass(frozen=True, slots=True)
class Watched:
    """What the watcher last saw. `finished` counts Kafka records that the consumer has committed.

    `held` contacts have a message that waits for the end of their quiet hours; `released` counts messages
    that had waited for it.
    """

    finished: int = 0
    workflows: Workflows = field(default_factory=Workflows)
    messages: int = 0
    from_model: int = 0
    from_template: int = 0
    held: int = 0
    released: int = 0
    peak_megabytes: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """The whole picture: what was sent, out of how much, up to when, and what came of it."""

    sent: int
    events: int
    departed: int
    flights: int
    reached: Instant
    watched: Watched

    @property
    def lag(self) -> int:
        """Events sent that the consumer has not committed yet."""
        return max(0, self.sent - self.watched.finished)
