"""One context value: its name, how it is read, and what it is under each preset."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from infra.context import ContextError, Reader

_KEY = "setting"

Area = TypeVar("Area")


@dataclass(frozen=True, slots=True)
class Setting:
    """`everywhere` unless `by_preset` says otherwise."""

    name: str
    reader: Reader
    everywhere: object
    by_preset: Mapping[str, object]

    def read(self, preset: str | None, context: Mapping[str, object]) -> object:
        """What the context says, or else the preset. Raises ContextError with what would be right."""
        value = context.get(self.name, self.by_preset.get(preset or "", self.everywhere))
        try:
            return self.reader(value)
        except ContextError as error:
            found = "is missing" if value is None else f"is {value!r}"
            raise ContextError(
                f"context value {self.name!r} {found}: {error} (set it with -c {self.name}=...)"
            ) from error


def setting(name: str, reader: Reader, everywhere: object, **by_preset: object) -> Any:
    """A field of an area's dataclass that comes from the context value `name`."""
    return dataclasses.field(metadata={_KEY: Setting(name, reader, everywhere, by_preset)})


def settings_of(area: type) -> Iterator[tuple[str, Setting]]:
    """The fields of an area and where they come from."""
    for field in dataclasses.fields(area):
        yield field.name, field.metadata[_KEY]


def read_area(area: type[Area], preset: str, context: Mapping[str, object]) -> Area:
    """One area of the configuration. Raises ContextError."""
    return area(**{attribute: one.read(preset, context) for attribute, one in settings_of(area)})
