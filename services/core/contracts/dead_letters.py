"""The dead-letter topic: the headers of a record in it, and every reason there is to lie there."""

from dataclasses import dataclass
from typing import Final

PREFIX: Final = "dlq."
REPLAY: Final = "dlq.replay"
"""On a record produced again from the dead-letter topic: how many times that has been done, from 1."""

KEPT_PREFIX: Final = "dlq.replay."
"""A header of the record's own that began with `dlq.` is kept under this name: `dlq.x` as `dlq.replay.x`."""

NOTE_OF: Final = "dlq.note.of"
"""Only on a note, a record without a value: `partition/offset` of the dead letter that was replayed."""

NOTE_TO: Final = "dlq.note.to"
"""`topic/partition/offset` of the record that the replay made."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a record lies in the dead-letter topic; `right` is what would have to be otherwise."""

    means: str
    right: str
    helps: bool
    """Whether the same bytes may succeed later, without a change of the consumer."""


ENVELOPE_REFUSED: Final = "envelope_refused"
PROCESS_KILLED: Final = "process_killed"
HEAD_OF_LINE: Final = "head_of_line"
CORRUPT_BATCH: Final = "corrupt_batch"

REASONS: Final[dict[str, Reason]] = {
    "decode": Reason(
        "not JSON in UTF-8: broken, nested too deeply, with a byte order mark or NaN",
        "one JSON object in UTF-8",
        helps=False,
    ),
    "schema": Reason(
        "JSON whose field is missing or wrong; the error names it",
        "the event as docs/events describe it",
        helps=False,
    ),
    "unknown_schema_version": Reason(
        "a version of the event that this release does not read",
        "a release that reads it: deploy it, then replay",
        helps=False,
    ),
    "unknown_type": Reason(
        "a type of event that this release does not know",
        "a release that knows it: deploy it, then replay",
        helps=False,
    ),
    "invalid_flight_key": Reason(
        "a flight key that is none, so it may not become a key of the table",
        "for example UA-0207-2013-03-08-EWR-1",
        helps=False,
    ),
    "empty_value": Reason(
        "a value of no bytes, which is neither an event nor a tombstone", "one JSON object", helps=False
    ),
    "oversized": Reason("more than 256 KiB in one value", "an event of a few hundred bytes", helps=False),
    "schema_registry_framing": Reason(
        "a value framed for a schema registry", "plain JSON, without magic byte and schema id", helps=False
    ),
    "unresolvable_flight": Reason(
        "a designator that means no flight, or several, within 36 hours; the error lists them",
        "the schedule of the flight first: then replay",
        helps=True,
    ),
    "conflicting_seq": Reason(
        "a sequence number that its source had given to another body before",
        "a new number from the source; which of the two is true only the source knows",
        helps=False,
    ),
    "handler_failed": Reason(
        "a bug of ours: the event could not be handled in several attempts",
        "a release without the bug: deploy it, then replay",
        helps=False,
    ),
    PROCESS_KILLED: Reason(
        "the process died each time while it handled this record and no other",
        "a release or a task size that survives it: deploy it, then replay",
        helps=False,
    ),
    CORRUPT_BATCH: Reason(
        "a whole batch, as the broker has it, whose checksum is wrong: the events in it were not read",
        "the same events again from their source, for the offsets that the headers name",
        helps=False,
    ),
    HEAD_OF_LINE: Reason(
        "it failed for two minutes while all behind it in its partition was done, and memory ran full",
        "what its log lines say that it failed of: put that right, then replay",
        helps=True,
    ),
    ENVELOPE_REFUSED: Reason(
        "the bus refused what followed from the record; its flight went on",
        "the cause put right, then the detail sent to the bus by hand: it came from no topic",
        helps=False,
    ),
}
