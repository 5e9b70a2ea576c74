"""What must hold of a group whatever happened: the oracles of tests/reliability, on what was seen here."""

import json
from typing import Final

from services.core.awsio.marshal import from_item
from services.core.contracts.envelope import Envelope
from tests.integration.containers.group.rig import Rig
from tests.integration.containers.group.watch import CommitWatch
from tests.reliability.aws.account import Accepted
from tests.reliability.observed import Observed
from tests.reliability.oracles.commit_never_ahead import commit_never_ahead_of_done
from tests.reliability.oracles.no_loss import no_loss
from tests.reliability.oracles.offset_never_regresses import offset_never_regresses
from tests.reliability.oracles.order_published import order_published
from tests.reliability.oracles.state_equals_merge import state_equals_merge
from tests.reliability.oracles.told_once import told_once
from tests.reliability.topics import Sent

ALWAYS: Final = (no_loss, order_published, state_equals_merge, told_once)
WATCHED: Final = (commit_never_ahead_of_done, offset_never_regresses)
"""How often a group repeats itself is not judged: which of its members knew what, nobody can see."""


def broken_promises(rig: Rig, watch: CommitWatch | None = None) -> list[str]:
    """Everything that an oracle finds wrong; those of the commits only where somebody looked at them."""
    observed = _observed(rig, watch)
    oracles = ALWAYS if watch is None else (*ALWAYS, *WATCHED)
    return [f"{oracle.__name__}: {found}" for oracle in oracles for found in oracle(observed)]


def _observed(rig: Rig, watch: CommitWatch | None) -> Observed:
    seen = rig.store.ask("seen")
    entries = ((kind, json.loads(detail)) for kind, detail in seen["entries"])
    return Observed(
        topic=rig.topic,
        sent=[
            Sent(rig.topic, partition, offset, news.key.encode(), news.value)
            for (partition, offset), news in rig.sent.items()
        ],
        accepted=[
            Accepted(Envelope(detail["eventId"], kind, detail), answered=True, life=0)
            for kind, detail in entries
        ],
        writes=[from_item(item) for item in seen["writes"]],
        rows=[(pk, sk) for pk, sk in seen["rows"]],
        dead=[],
        samples=watch.samples if watch else [],
    )
