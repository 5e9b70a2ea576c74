"""The page as the composition root puts it together."""

from dataclasses import dataclass, field

from services.api.page.config import PageConfig
from services.api.page.files import PageFiles


@dataclass(frozen=True, slots=True)
class Page:
    """Its files, and what it is told."""

    config: PageConfig = field(default_factory=PageConfig)
    files: PageFiles = field(default_factory=PageFiles)
