"""The way back: a dead letter produced again to where it came from, as it came."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from flightpulse.dlq.access import Brokers
from flightpulse.dlq.letter import DeadLetter, Headers
from flightpulse.dlq.pages import place, readable
from flightpulse.dlq.topic import Mailbox
from flightpulse.errors import UsageProblem
from services.core.contracts.dead_letters import (
    CORRUPT_BATCH,
    ENVELOPE_REFUSED,
    NOTE_OF,
    NOTE_TO,
    REASONS,
    REPLAY,
)

MAX_REQUEST_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Plan:
    """What a replay of one dead letter would do; `refused` says why it does nothing."""

    letter: DeadLetter
    number: int
    refused: str = ""

    @property
    def topic(self) -> str:
        """Where it goes."""
        return self.letter.about("source.topic")

    @property
    def headers(self) -> Headers:
        """Those that it came with, and the count of replays."""
        return (*self.letter.own_headers, (REPLAY, str(self.number).encode()))

    @property
    def line(self) -> str:
        """What it would do, in one line."""
        where = place(self.letter)
        if self.refused:
            return f"{where}: refused: {self.refused}"
        key = "no key" if self.letter.key is None else f"key {readable(self.letter.key)}"
        size = "a tombstone" if self.letter.value is None else f"{len(self.letter.value)} bytes"
        reason = REASONS.get(self.letter.reason)
        same = "" if reason is None or reason.helps else f"; it succeeds only after: {reason.right}"
        again = f" (replay {self.number}: it was replayed before)" if self.number > 1 else ""
        return f"{where}: to {readable(self.topic.encode())}, {key}, {size}{again}{same}"


def plan(letter: DeadLetter, box: Mailbox) -> Plan:
    """Refuses what did not come out of a topic."""
    number = letter.replays_before + len(box.replays.get(letter.place, ())) + 1
    if letter.reason == ENVELOPE_REFUSED:
        return Plan(
            letter,
            number,
            "it is an entry of the bus, not a record of a topic, and its flight went on: a record of"
            f" {letter.about('detail_type')} in a topic would be none that the consumer reads. Put right what"
            " the error says, then send the detail that `show` prints to the bus",
        )
    if letter.reason == CORRUPT_BATCH:
        return Plan(
            letter,
            number,
            "it is a whole batch as the broker keeps it, not a record: its events have to come from their"
            " source again",
        )
    if not letter.about("source.topic"):
        return Plan(letter, number, "it does not say which topic it came from: not the consumer put it there")
    return Plan(letter, number)


async def carry_out(plans: Sequence[Plan], brokers: Brokers) -> AsyncIterator[str]:
    """Says what each did, when the brokers have it. Raises UsageProblem at the first that fails."""
    producer = AIOKafkaProducer(
        bootstrap_servers=brokers.bootstrap,
        acks="all",
        enable_idempotence=True,
        max_request_size=MAX_REQUEST_BYTES,
        **brokers.access.client_arguments(),
    )  # its partitioner is murmur2, like that of every producer of FlightPulse
    try:
        await producer.start()
        for one in plans:
            if one.refused:
                yield one.line
                continue
            letter = one.letter
            try:
                sent = await producer.send_and_wait(
                    one.topic, value=letter.value, key=letter.key, headers=list(one.headers)
                )
                to = f"{sent.topic}/{sent.partition}/{sent.offset}"
                await producer.send_and_wait(
                    brokers.topic,
                    key=letter.key,
                    headers=[
                        (NOTE_OF, place(letter).encode()),
                        (NOTE_TO, to.encode()),
                        (REPLAY, str(one.number).encode()),
                    ],
                    partition=letter.place[0],
                )
            except KafkaError as error:
                raise UsageProblem(f"{place(letter)} was not replayed to {one.topic}: {error!r}") from error
            yield f"{place(letter)}: replayed to {to} (replay {one.number})"
    except (KafkaError, OSError) as error:
        raise UsageProblem(f"{brokers.bootstrap} cannot be written to: {error!r}") from error
    finally:
        await producer.stop()
