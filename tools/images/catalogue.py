"""The images of the project, and how much each may hold on top of its base."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
MEGABYTE: Final = 1_000_000
_FROM = re.compile(r"^FROM\s+(\S+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Image:
    """One image; `limit` is in megabytes on top of the base."""

    name: str
    dockerfile: str
    limit: int

    @property
    def tag(self) -> str:
        """What Compose and the tests call it."""
        return f"flightpulse/{self.name}:dev"

    @property
    def base(self) -> str:
        """The image that its last stage starts from."""
        return bases_of((ROOT / self.dockerfile).read_text(encoding="utf-8"))[-1]


IMAGES: Final = (
    Image("consumer", "services/consumer/Dockerfile", limit=100),
    Image("api", "services/api/Dockerfile", limit=100),
    Image("embedded-aws", "local/emulator/Dockerfile", limit=100),
    Image("bedrock", "local/bedrock/Dockerfile", limit=10),
    Image("tools", "local/Dockerfile", limit=200),
)


def bases_of(dockerfile: str) -> list[str]:
    """What each stage of a Dockerfile starts from."""
    return _FROM.findall(dockerfile)
