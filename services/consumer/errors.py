"""The consumer's own errors."""

from services.consumer.records import Partition
from services.core.errors import FlightPulseError, Permanent, Retryable


class CommitFenced(Permanent):
    """The group has rebalanced: these offsets must never be sent again."""


class RefusedAltogether(Retryable):
    """The bus or the table refuses everything (no access, no such thing): intake stops."""


class NotYetPublished(Retryable):
    """Some entries were neither accepted nor refused."""


class CannotStart(Permanent):
    """Something outside is not as the settings say; the text names it and what would be right."""


class Unavailable(Retryable):
    """A thing that is needed does not answer."""


class HandlerFailed(FlightPulseError):
    """The merge raised, or the table refused what it made: a bug, before the state is written."""


class ProcessKilled(Permanent):
    """The process died again and again while it handled this record and no other."""


class HeadOfLine(Permanent):
    """A record holds up all that is done behind it, and its state is surely not written."""


class BatchCorrupt(Permanent):
    """A batch whose checksum is wrong; `suspects` are the partitions that may hold it, empty for any."""

    def __init__(self, text: str, suspects: tuple[Partition, ...] = ()) -> None:
        super().__init__(text)
        self.suspects = suspects


class TwinMembers(CannotStart):
    """Two live members of the group have one instance id, and take the partitions from each other."""
