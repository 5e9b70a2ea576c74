"""Text with slots in the place of facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class SlotText:
    """Field name (`email_subject`, `email_body`, `sms_body`, `push_body`) to text with {{slots}}."""

    fields: Mapping[str, str]

    def __post_init__(self) -> None:
        object.__setattr__(self, "fields", MappingProxyType(dict(self.fields)))

    def to_json(self) -> dict[str, str]:
        """Plain JSON."""
        return dict(self.fields)
