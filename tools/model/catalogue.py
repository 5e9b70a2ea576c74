"""What is checked: the settings that must pass, and the wordings of which TLC must find what they break."""

from collections.abc import Mapping
from dataclasses import dataclass, field

RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Specification:
    """A module of docs/model. `processes`: the constant whose members TLC may swap, being alike."""

    name: str
    processes: str
    constants: Mapping[str, str]
    invariants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """One call of TLC. `constants` differ from those of the specification; `violates` is what it must find.

    A run with `liveness` checks that property under fairness, and nothing is swapped in it.
    """

    specification: Specification
    name: str
    constants: Mapping[str, str] = field(default_factory=dict)
    wording: str = RIGHT
    violates: str | None = None
    liveness: str | None = None


CONSUMER = Specification(
    "Consumer",
    "Owners",
    {"Logs": "{1, 2, 3, 4}", "MaxEpochs": "2", "MaxLate": "0"},
    ("CommittedIsDone", "NoLoss", "NothingInvented", "InOrder", "TruthIsHeard", "NeverBackwards"),
)
TELLING = Specification(
    "Telling",
    "Desks",
    {"MaxChanges": "2", "MaxDeaths": "1", "Resends": "0", "Quiet": "FALSE", "Late": "FALSE"},
    ("FinalTruthIsTold", "NothingIsLeft", "NewerAndOther", "OneIdOneMessage", "DoneIsDone"),
)

PASSING = (
    Run(CONSUMER, "all logs, a zombie or a crash", {}),
    Run(CONSUMER, "a write or a commit lands late", {"Logs": "{2, 3}", "MaxLate": "1"}),
    Run(CONSUMER, "two crashes and zombies", {"Logs": "{2}", "MaxEpochs": "3"}),
    Run(CONSUMER, "it ends", {"Logs": "{2}", "MaxEpochs": "1", "MaxLate": "1"}, liveness="Ends"),
    Run(TELLING, "the truth changes twice, a death"),
    Run(TELLING, "it changes three times", {"MaxChanges": "3", "MaxDeaths": "0"}),
    Run(TELLING, "quiet hours", {"Quiet": "TRUE"}),
    Run(TELLING, "a late booking", {"Late": "TRUE"}),
    Run(TELLING, "a request to send again", {"Resends": "1", "MaxChanges": "1"}),
)


def _consumer(wording: str, violates: str, log: int, **more: str) -> Run:
    constants = {"Logs": f"{{{log}}}", **more}
    return Run(CONSUMER, wording, constants, wording, violates)


def _telling(wording: str, violates: str, **constants: str) -> Run:
    return Run(TELLING, wording, constants, wording, violates)


FAILING = (
    _consumer("cache without acknowledgement", "InOrder", 2, MaxEpochs="1"),
    _consumer("nothing changes, nothing to do", "CommittedIsDone", 2),
    _consumer("status moves published", "TruthIsHeard", 1, MaxEpochs="1"),
    _consumer("written event dead-lettered", "CommittedIsDone", 2, MaxEpochs="1"),
    _consumer("mark in the state", "NothingInvented", 2, MaxEpochs="1"),
    _consumer("difference over two writes", "CommittedIsDone", 2, MaxEpochs="1"),
    _consumer("done before the acknowledgement", "CommittedIsDone", 2, MaxEpochs="1"),
    _consumer("first offset", "CommittedIsDone", 2),
    _consumer("loaded outbox taken for published", "CommittedIsDone", 2),
    _consumer("highest seen", "CommittedIsDone", 2, MaxEpochs="1"),
    _consumer("history of changes only", "CommittedIsDone", 3, MaxEpochs="1"),
    _consumer("no compare and set", "InOrder", 2),
    _consumer("guess kept", "NothingInvented", 2, MaxEpochs="1"),
    _consumer("tracker outlives its epoch", "NeverBackwards", 2, MaxEpochs="3"),
    _consumer("offset of any topic", "InOrder", 4, MaxEpochs="1"),
    Run(
        CONSUMER,
        "no repeated commit",
        {"Logs": "{2}", "MaxEpochs": "1", "MaxLate": "1"},
        "no repeated commit",
        "Ends",
        liveness="Ends",
    ),
    _telling("state read before told", "NewerAndOther", MaxDeaths="0"),
    _telling("no second look", "FinalTruthIsTold", MaxDeaths="0"),
    _telling("pending in flight skipped", "FinalTruthIsTold", MaxDeaths="0"),
    _telling("done although a batch failed", "FinalTruthIsTold"),
    _telling("no sweeper", "FinalTruthIsTold"),
    _telling("cleared without n", "FinalTruthIsTold"),
    _telling("id from the truth", "OneIdOneMessage", MaxChanges="3", MaxDeaths="0"),
    _telling("text of the difference only", "FinalTruthIsTold", MaxDeaths="0"),
    _telling("told written without a condition", "OneIdOneMessage", MaxDeaths="0"),
    _telling(
        "hold cleared without its token", "FinalTruthIsTold", Quiet="TRUE", MaxChanges="3", MaxDeaths="0"
    ),
    _telling("hold keeps its token", "FinalTruthIsTold", Quiet="TRUE", MaxChanges="3", MaxDeaths="0"),
    _telling("booking decided before it is written", "FinalTruthIsTold", Late="TRUE"),
    _telling("resend that never asks", "OneIdOneMessage", Resends="1", MaxChanges="1"),
)
"""The property that a wording violates is the one at the end of the shortest way, which one worker finds."""
