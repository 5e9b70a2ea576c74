"""Where an issuer's keys come from: its URL, or a file on a developer's machine."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import aiohttp

from services.api.auth.ports import KeySource, KeysUnavailable

_TIMEOUT: Final = aiohttp.ClientTimeout(total=3.0)
_MOST_BYTES: Final = 256 * 1024


class KeyUrl:
    """`KeySource` by HTTP. A redirect is not followed: the keys decide who gets in."""

    def __init__(self, url: str) -> None:
        self._url = url

    async def fetch(self) -> Mapping[str, Any]:
        """One GET; it happens every ten minutes, so it opens and closes its own connection."""
        try:
            async with (
                aiohttp.ClientSession(timeout=_TIMEOUT) as http,
                http.get(self._url, allow_redirects=False) as answer,
            ):
                if answer.status != 200:
                    raise KeysUnavailable(f"the issuer answered {answer.status} for its keys")
                return _document(await answer.content.read(_MOST_BYTES))
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise KeysUnavailable(f"the issuer's keys could not be read: {type(error).__name__}") from error


class KeyFile:
    """`KeySource` in a file, which the development issuer writes."""

    def __init__(self, path: Path) -> None:
        self._path = path

    async def fetch(self) -> Mapping[str, Any]:
        """Reads it anew: the issuer may have been started since."""
        try:
            return _document(await asyncio.to_thread(self._path.read_bytes))
        except OSError as error:
            raise KeysUnavailable(f"the file of keys could not be read: {type(error).__name__}") from error


class NoKeys:
    """`KeySource` of an API without an issuer, as it may be on a developer's machine."""

    async def fetch(self) -> Mapping[str, Any]:
        """None, so no token is good."""
        return {"keys": []}


def key_source(url: str) -> KeySource:
    """By the URL of the settings, which may be empty in local mode."""
    if not url:
        return NoKeys()
    parts = urlsplit(url)
    return KeyFile(Path(unquote(parts.path))) if parts.scheme == "file" else KeyUrl(url)


def _document(raw: bytes) -> Mapping[str, Any]:
    try:
        document = json.loads(raw)
    except ValueError as error:
        raise KeysUnavailable("the issuer's keys are no JSON") from error
    if not isinstance(document, Mapping) or not isinstance(document.get("keys"), list):
        raise KeysUnavailable("the issuer's keys are no JSON Web Key Set")
    return document
