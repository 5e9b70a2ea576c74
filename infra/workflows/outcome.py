"""How a run ends: told with counts, or failed as soon as one batch, contact or booking was."""

from __future__ import annotations

from collections.abc import Sequence

from infra.workflows.announce import announce
from infra.workflows.batches import ERRORS
from infra.workflows.failure import ENTRY, catch_all
from infra.workflows.jsonata import State, expr
from services.core.contracts.detail_types import DISRUPTION_NOTIFIED

# What each count of failures is called, in words and as an error; the first that is not zero names the run.
_WORDS = {
    "failedBatches": ("batches", "FlightPulse.ContactsNotTold"),
    "failedContacts": ("contacts", "FlightPulse.ContactsNotTold"),
    "failedBookings": ("bookings", "FlightPulse.BookingsNotMarked"),
}

# Why a function never answered for its batch stands nowhere else once the execution's history is gone.
_ERRORS_OF_BATCHES = f"($count(${ERRORS}) > 0 ? ': ' & $join(${ERRORS}, ', ') : '')"


def count_outcome(counts: Sequence[str]) -> State:
    """The counts, and the failure to report should they hold one."""
    failures = _failures(counts)
    said = " & ' and ' & ".join(f"$string(${name}) & ' {_WORDS[name][0]}'" for name in failures)
    named = [f"${name} > 0 ? '{_WORDS[name][1]}'" for name in failures[:-1]]
    return {
        "Type": "Pass",
        "Assign": {
            "counts": {name: expr(f"${name}") for name in counts},
            "errorName": expr(" : ".join([*named, f"'{_WORDS[failures[-1]][1]}'"])),
            "errorCause": expr(f"{said} & ' failed' & {_ERRORS_OF_BATCHES}"),
        },
        "Next": "EverythingSucceeded",
    }


def everything_succeeded(counts: Sequence[str]) -> State:
    """A contact that the messenger could not tell is as bad as a batch that crashed."""
    nothing_failed = " and ".join(f"${name} = 0" for name in _failures(counts))
    return {
        "Type": "Choice",
        "Choices": [{"Condition": expr(nothing_failed), "Next": "AnnounceOutcome"}],
        "Default": ENTRY,
    }


def announce_outcome(counts: Sequence[str]) -> State:
    """Before the run is finished: a crash in between announces twice, the other order perhaps never."""
    return {
        **announce(
            DISRUPTION_NOTIFIED, identity="$eventId", data={name: expr(f"${name}") for name in counts}
        ),
        "Catch": catch_all(),
        "Next": "FinishRun",
    }


def _failures(counts: Sequence[str]) -> list[str]:
    return [name for name in _WORDS if name in counts]
