"""The shape of a message: all that its wording may depend on, and no value of any fact."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from services.messenger.cohorts.channel import FIELDS, Channel


@dataclass(frozen=True, slots=True)
class Shape:
    """What texts are cached by. A storm has thousands of messages and a few dozen shapes.

    `aspects` are (aspect, direction) pairs, the new ones first; `slots` maps each field to its
    (required, optional) slots.
    """

    kind: str
    aspects: tuple[tuple[str, str], ...]
    band: str | None
    channels: tuple[Channel, ...]
    locale: str
    tone: str
    connection: str | None
    has_reason: bool
    rights_note: str | None
    slots: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    prompt_version: str
    model_id: str

    @property
    def fields(self) -> tuple[str, ...]:
        """The text fields of its channels."""
        return tuple(field for channel in self.channels for field in FIELDS[channel])

    def required(self, field: str) -> tuple[str, ...]:
        """The slots that the field must hold exactly once."""
        return next(required for name, required, _ in self.slots if name == field)

    def optional(self, field: str) -> tuple[str, ...]:
        """The slots that the field may hold, once each."""
        return next(optional for name, _, optional in self.slots if name == field)

    def to_json(self) -> dict[str, Any]:
        """What the prompt shows of the shape, and what the hash is taken of."""
        return {
            "kind": self.kind,
            "aspects": [{"aspect": aspect, "direction": direction} for aspect, direction in self.aspects],
            "band": self.band,
            "channels": [channel.value for channel in self.channels],
            "locale": self.locale,
            "tone": self.tone,
            "connection": self.connection,
            "hasReason": self.has_reason,
            "rightsNote": self.rights_note,
            "fields": {
                field: {"required": list(required), "optional": list(optional)}
                for field, required, optional in self.slots
            },
            "promptVersion": self.prompt_version,
            "modelId": self.model_id,
        }

    def shape_hash(self) -> str:
        """SHA-256 of the canonical JSON, the key of the text cache."""
        canonical = json.dumps(self.to_json(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()
