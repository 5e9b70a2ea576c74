"""The dead-letter topic against what had to end there."""

from collections import Counter
from collections.abc import Iterable, Iterator

from local.report.losses import Loss
from local.report.topic_reader import TopicRecord


def dead_letter_losses(buried: Iterable[TopicRecord], poison: Iterable[bytes]) -> Iterator[Loss]:
    """Poison that is not there byte for byte, and whatever is there besides."""
    expected = Counter(poison)
    for record in buried:
        value = record.value or b""
        if expected[value]:
            expected[value] -= 1
        else:
            where = f"{record.partition}/{record.offset}"
            reason = record.headers.get("dlq.reason", b"without a reason").decode("utf-8", "replace")
            yield Loss("dead_letter", (record.key or b"").decode("utf-8", "replace"), where, reason)
    for value in expected.elements():
        yield Loss("poison_not_buried", "", repr(value[:60]), "not in the dead-letter topic, byte for byte")
