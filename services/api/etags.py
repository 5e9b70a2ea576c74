"""Conditional reads (RFC 9110): an answer that the caller has is not sent again."""

from fastapi import Response
from starlette.status import HTTP_304_NOT_MODIFIED


def etag(version: int, description: str) -> str:
    """Of a view that is a function of one item: the item's version, and that of the view's description."""
    return f'"{description}-{version}"'


def unchanged(if_none_match: str | None, tag: str) -> Response | None:
    """304 when the caller names this tag, or any; compared weakly, as reads are."""
    if if_none_match is None:
        return None
    named = {one.strip().removeprefix("W/") for one in if_none_match.split(",")}
    if tag not in named and "*" not in named:
        return None
    return Response(status_code=HTTP_304_NOT_MODIFIED, headers=cached(tag))


def cached(tag: str) -> dict[str, str]:
    """A caller's own cache may keep the answer, and asks before it is used again."""
    return {"ETag": tag, "Cache-Control": "private, no-cache"}
