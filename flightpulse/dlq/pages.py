"""What the terminal shows of dead letters. Bytes of strangers never reach it as control characters."""

from collections.abc import Iterator, Sequence

from flightpulse.dlq.letter import DeadLetter
from flightpulse.dlq.topic import Mailbox
from services.core.clock import format_instant
from services.core.contracts.dead_letters import PREFIX, REASONS

VALUE_BYTES = 16 * 1024
HEX_BYTES = 32


def listing(letters: Sequence[DeadLetter], box: Mailbox, limit: int) -> Iterator[str]:
    """The newest `limit` of these, one line each, the oldest first."""
    if not letters:
        yield "no dead letter matches"
        return
    yield f"{'WHERE':<10} {'WHEN':<20} {'REASON':<24} {'FLIGHT':<28} {'FROM':<36} REPLAYED"
    for one in letters[-limit:]:
        flight, source = readable(one.flight.encode()) or "-", readable(one.source.encode())
        yield (
            f"{place(one):<10} {format_instant(one.when):<20} {readable(one.reason.encode()) or '-':<24}"
            f" {flight:<28} {source:<36} {replayed(one, box)}"
        )
    if len(letters) > limit:
        yield f"... and {len(letters) - limit} older (--limit)"


def page(letter: DeadLetter, box: Mailbox) -> Iterator[str]:
    """One dead letter with all that is known of it."""
    reason = REASONS.get(letter.reason)
    yield f"dead letter    {place(letter)}  {format_instant(letter.when)}"
    yield f"from           {readable(letter.source.encode())}"
    yield f"reason         {readable(letter.reason.encode()) or '-'}: {reason.means if reason else 'unknown'}"
    yield f"error          {_noted(letter, 'error.type')}: {_noted(letter, 'error.message')}"
    yield f"right would be {reason.right if reason else 'not known to this release'}"
    yield f"flight         {letter.flight or '-'}"
    yield f"replayed       {replayed(letter, box)}"
    yield f"key            {'none' if letter.key is None else readable(letter.key)}"
    for name, value in letter.headers:
        mark = "  " if name.startswith(PREFIX) else "* "
        yield f"header       {mark}{readable(name.encode())} = {readable(value or b'')}"
    yield from _value(letter.value)


def place(letter: DeadLetter) -> str:
    """What names it on the command line."""
    return f"{letter.place[0]}/{letter.place[1]}"


def replayed(letter: DeadLetter, box: Mailbox) -> str:
    """How often it came back from a replay, and where it was replayed to."""
    parts = [f"it is what replay {letter.replays_before} came to"] if letter.replays_before else []
    parts += [f"to {readable(one.encode())}" for one in box.replays.get(letter.place, ())]
    return "; ".join(parts) or "no"


def readable(raw: bytes) -> str:
    """UTF-8 with every character that cannot be seen escaped, otherwise hexadecimal digits."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return f"0x{raw.hex()}"
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text)


def _noted(letter: DeadLetter, name: str) -> str:
    return readable(letter.about(name).encode()) or "-"


def _value(value: bytes | None) -> Iterator[str]:
    if value is None:
        yield "value          none (a tombstone)"
        return
    shown = value[:VALUE_BYTES]
    yield f"value          {len(value)} bytes" + (f", the first {len(shown)}:" if shown != value else ":")
    try:
        lines = value.decode() and shown.decode("utf-8", "ignore").splitlines()
        yield from (readable(line.encode()) for line in lines)
    except UnicodeDecodeError:
        for start in range(0, len(shown), HEX_BYTES):
            yield f"{start:08x}  {shown[start : start + HEX_BYTES].hex(' ')}"
