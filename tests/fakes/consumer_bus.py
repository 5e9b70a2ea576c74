"""The event bus as the consumer's Bus port sees it, in memory, with the faults that a bus has."""

import asyncio
from collections.abc import Callable, Sequence

from services.consumer.ports import Published, Refusal
from services.core.awsio.errors import Throttled
from services.core.contracts.envelope import Envelope


class InMemoryBus:
    """Keeps what was accepted, in order. `before` and `after` hold one fault per coming call."""

    def __init__(self, journal: list[str] | None = None) -> None:
        self.accepted: list[Envelope] = []
        self.journal = journal if journal is not None else []
        self.before: list[Callable[[], None]] = []
        self.after: list[Callable[[], None]] = []
        self.throttle_next: set[str] = set()
        self.refuse: set[str] = set()

    @property
    def types(self) -> list[str]:
        """Detail types in the order of acceptance."""
        return [envelope.detail_type for envelope in self.accepted]

    async def publish(self, envelopes: Sequence[Envelope]) -> Published:
        await asyncio.sleep(0)
        if self.before:
            self.before.pop(0)()
        accepted, refused, failure = set(), [], None
        for envelope in envelopes:
            if envelope.detail_type in self.refuse:
                refused.append(Refusal(envelope, "MalformedDetail", "not acceptable"))
            elif envelope.detail_type in self.throttle_next:
                self.throttle_next.discard(envelope.detail_type)
                failure = Throttled("ThrottlingException")
            else:
                self.accepted.append(envelope)
                self.journal.append(f"publish {envelope.detail_type}")
                accepted.add(envelope.id)
        await asyncio.sleep(0)
        if self.after:
            self.after.pop(0)()
        return Published(frozenset(accepted), tuple(refused), failure)
