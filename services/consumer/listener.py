"""Between one client and the assignment: of a client that was given up, nothing is heard any more."""

from collections.abc import Callable, Iterable

from aiokafka import ConsumerRebalanceListener, TopicPartition

from services.consumer.assignment import Assignment


class ClientListener(ConsumerRebalanceListener):  # type: ignore[misc] # aiokafka is not typed
    """The listener of one client. A call that is under way when it is cut off opens no epoch."""

    def __init__(self, assignment: Assignment, joined: Callable[[], None]) -> None:
        """`joined` is told of every assignment, also of none."""
        self._assignment = assignment
        self._joined = joined
        self._is_heard = True

    def cut_off(self) -> None:
        """The client was given up."""
        self._is_heard = False

    async def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        """The client rejoins the group."""
        if self._is_heard:
            await self._assignment.on_partitions_revoked(revoked)

    async def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        """The client has joined."""
        if self._is_heard:
            self._joined()
            await self._assignment.assigned(assigned, lambda: self._is_heard)
