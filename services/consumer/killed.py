"""What becomes of a record that killed the process time and again."""

from services.consumer.errors import ProcessKilled
from services.consumer.ports import Refusal
from services.consumer.records import Record
from services.consumer.tools import Tools
from services.core.contracts.dead_letters import PROCESS_KILLED
from services.core.flight.key import FlightKey
from services.core.table.flight_item import Outbox


async def set_aside(tools: Tools, record: Record, error: ProcessKilled) -> None:
    """Dead-letter it; where its state is written already, the envelopes instead, which it is then about.

    An event whose state is written is never dead-lettered: its offset, once done, would make the outbox
    look published. So each envelope goes to the dead-letter topic first, which counts as acknowledged.
    """
    outbox = await _written(tools, record)
    if outbox is None:
        await tools.dead_letters.bury(record, PROCESS_KILLED, error)
        return
    for envelope in outbox.envelopes:
        await tools.dead_letters.bury_envelope(Refusal(envelope, PROCESS_KILLED, str(error)), outbox)


async def _written(tools: Tools, record: Record) -> Outbox | None:
    """The outbox that holds what follows from this record, None when its state is not written.

    Found by the key of the record, not by its value: that may be what kills whoever looks at it.
    """
    try:
        key = FlightKey.parse((record.key or b"").decode())
    except ValueError:
        return None
    stored = await tools.store.read(key)
    if stored is None:
        return None
    outbox = stored.outbox
    is_ours = (outbox.topic, outbox.partition) == (record.partition.topic, record.partition.number)
    return outbox if is_ours and outbox.last_offset >= record.offset else None
