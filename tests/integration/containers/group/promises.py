"""What must hold of a group whatever happened to it."""

from collections.abc import Iterator

from tests.integration.containers.group.rig import Rig
from tests.integration.containers.oracles import out_of_order
from tests.reliability.events import merged


def broken_promises(rig: Rig) -> list[str]:
    """NoLoss, state equals merge, everything announced is published, and in the order of each flight."""
    return [*_lost(rig), *_untrue(rig), *_unpublished(rig), *out_of_order(rig.store.published())]


def _lost(rig: Rig) -> Iterator[str]:
    done = set(rig.store.ask("history"))
    for where, news in rig.sent.items():
        if news.event_id not in done:
            yield f"{news.key} at {where} is lost"


def _untrue(rig: Rig) -> Iterator[str]:
    stored = rig.store.ask("registers")
    for key, values in rig.values.items():
        if stored.get(f"FLT#{key}") != merged(key, values):
            yield f"{key} is not the merge of its events: {stored.get(f'FLT#{key}')}"


def _unpublished(rig: Rig) -> Iterator[str]:
    published = {envelope.id for envelope in rig.store.published()}
    for envelope in rig.store.ask("announced"):
        if envelope not in published:
            yield f"envelope {envelope} was written and never published"
