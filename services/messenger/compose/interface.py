"""What the rest of the messenger and the adapters agree on: message, ports, failures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from services.core.errors import Permanent
from services.core.telling.aspect import Aspect
from services.messenger.cohorts.channel import Channel
from services.messenger.cohorts.shape import Shape
from services.messenger.cohorts.slot_text import SlotText


class Source(StrEnum):
    """Where a text came from."""

    TEMPLATE = "template"
    MODEL = "model"
    CACHED = "cached"
    REPAIRED = "repaired"


@dataclass(frozen=True, slots=True)
class Message:
    """One verified text for one channel.

    `stated_aspects` is what TOLD may advance by; `unstated_aspects` are due but no text can carry
    them (count as attempted, with an alarm). `rejections` names the checks that refused a model's
    text before this one, for the metrics. `sms_parts` is 0 for other channels.
    """

    channel: Channel
    kind: str
    subject: str | None
    body: str
    source: Source
    stated_aspects: frozenset[Aspect]
    unstated_aspects: frozenset[Aspect]
    model_id: str | None
    prompt_version: str
    facts_hash: str
    text_hash: str
    sms_parts: int = 0
    rejections: tuple[str, ...] = ()


class NoTruthfulText(Permanent):
    """Not even the template passed the read-back: a defect of ours, to be alarmed, never sent."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """A check that refused a text: its name, and the piece of the text it points at."""

    check: str
    excerpt: str


Trial = Callable[[SlotText], Sequence[Rejection]]
"""Every check on a slot text, filled with the facts at hand; empty when the text may be sent."""


@dataclass(frozen=True, slots=True)
class SourcedText:
    """A slot text, where it came from, and the model's id."""

    text: SlotText
    source: Source
    model_id: str


class TextSource(Protocol):
    """Slot text for a shape, cached or made by the model; never raises for want of a model."""

    def text(self, shape: Shape, trial: Trial) -> SourcedText | None:
        """A text that passed `trial`, or None: then the template speaks."""

    def model_id(self) -> str | None:
        """The model in use, or None when there is none."""


class ModelUnavailable(Exception):
    """The model gave no usable answer; `cause` is a stable word for the metrics."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


class ModelClient(Protocol):
    """A language model that fills the shape's fields with slot text."""

    def converse(self, shape: Shape, errors: Sequence[Rejection] = ()) -> SlotText:
        """One call; `errors` are the faults of the text before. Raises ModelUnavailable."""


class LeaseState(StrEnum):
    """What the cache answers to one who wants to make a text."""

    MINE = "MINE"
    OTHERS = "OTHERS"
    READY = "READY"
    REFUSED = "REFUSED"


class TextCache(Protocol):
    """Slot texts by shape, with a lease so that one maker works on each."""

    def get(self, shape: Shape) -> tuple[LeaseState | None, SlotText | None]:
        """READY with its text, REFUSED, OTHERS while somebody makes it, None when there is nothing."""

    def lease(self, shape: Shape) -> LeaseState:
        """Take the making; MINE when taken."""

    def put(self, shape: Shape, text: SlotText | None) -> None:
        """Store the text, or with None that the model failed for this shape for a while."""

    def give_back(self, shape: Shape) -> None:
        """End our own lease: nothing was tried, and anybody may take the making."""
