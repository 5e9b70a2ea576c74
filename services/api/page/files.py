"""The files of the board, read once and again when they have changed."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parent.parent / "board"

_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
"""What a page consists of; nothing else that may lie in the folder is served."""

# A part begins with a letter or a digit: neither a hidden file nor the folder above is a name.
_NAME: Final = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9_.-]*/){0,8}[A-Za-z0-9][A-Za-z0-9_.-]*", re.ASCII)
_MOST_CHARACTERS: Final = 200


@dataclass(frozen=True, slots=True)
class PageFile:
    """`tag` is of the content, so the same file has the same one in every process."""

    content: bytes
    media_type: str
    tag: str


class PageFiles:
    """Everything below one folder that belongs to a page."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder.resolve()
        self._read: dict[Path, tuple[tuple[int, int], PageFile]] = {}

    def find(self, name: str) -> PageFile | None:
        """By its path below the folder. Reads the disk: not for the event loop."""
        if len(name) > _MOST_CHARACTERS or not _NAME.fullmatch(name):
            return None
        path = (self._folder / name).resolve()
        media_type = _TYPES.get(path.suffix)
        # A link that leads out of the folder leads nowhere.
        if media_type is None or not path.is_relative_to(self._folder) or not path.is_file():
            return None
        status = path.stat()
        version = (status.st_mtime_ns, status.st_size)
        known = self._read.get(path)
        if known is None or known[0] != version:
            known = self._read[path] = (version, _read(path, media_type))
        return known[1]


def _read(path: Path, media_type: str) -> PageFile:
    content = path.read_bytes()
    return PageFile(content, media_type, f'"{hashlib.sha256(content).hexdigest()[:32]}"')
