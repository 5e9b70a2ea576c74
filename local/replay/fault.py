"""What can be done to a stream on purpose."""

from enum import StrEnum


class Fault(StrEnum):
    """Each happens to a share of the records, drawn from the seed."""

    DUPLICATES = "duplicates"
    REORDER = "reorder"
    LATE = "late"
    POISON = "poison"
