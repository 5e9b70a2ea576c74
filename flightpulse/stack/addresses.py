"""Where the parts of a running stack answer."""

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path


class NoStack(ValueError):
    """A file does not say where a stack is; the text says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """`kafka` is host:port of a broker, the others are URLs without a path."""

    aws: str
    kafka: str
    bedrock: str
    api: str

    @classmethod
    def read(cls, file: Path) -> "Addresses":
        """Read what `write` has written. Raises NoStack."""
        names = [field.name for field in fields(cls)]
        try:
            found = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise NoStack(f"{file} cannot be read as JSON ({error})") from error
        if not isinstance(found, dict) or any(not isinstance(found.get(name), str) for name in names):
            raise NoStack(f"{file} must hold an object with a text for each of {', '.join(names)}")
        return cls(**{name: found[name] for name in names})

    def write(self, file: Path) -> None:
        """Write them as JSON."""
        file.write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")
