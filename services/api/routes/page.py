"""The board's page and its files: open to everybody, since they hold no data."""

import asyncio

from fastapi import Request, Response

from services.api import problems
from services.api.auth.guard import guarded_router
from services.api.etags import unchanged
from services.api.page.policy import content_security_policy
from services.api.problems import Problem
from services.api.routes.parameters import IfNoneMatch
from services.api.services import Services, Use
from services.api.views.page import PageConfigView, page_config_view

router = guarded_router("board")
INDEX = "index.html"
# Asked for again each time, and mostly not sent again: a page is never of another release than its API.
_CACHED = "public, no-cache"


@router.get("/", include_in_schema=False)
async def index(use: Use, if_none_match: IfNoneMatch = None) -> Response:
    """The page."""
    return await _file(INDEX, use, if_none_match)


@router.get("/board/config.json", include_in_schema=False)
async def config(use: Use) -> PageConfigView:
    """Where the page runs, and how its reader signs in."""
    return page_config_view(use.page.config)


@router.get("/board/{file:path}", include_in_schema=False)
async def board_file(request: Request, use: Use, if_none_match: IfNoneMatch = None) -> Response:
    """One of the page's files."""
    return await _file(request.path_params["file"], use, if_none_match)


async def _file(name: str, use: Services, if_none_match: str | None) -> Response:
    found = await asyncio.to_thread(use.page.files.find, name)
    if found is None:
        raise Problem(problems.NO_RESOURCE, "the board has no such file", "a file that its page names")
    headers = {
        "ETag": found.tag,
        "Cache-Control": _CACHED,
        "Content-Security-Policy": content_security_policy(use.page.config.sign_in),
    }
    same = unchanged(if_none_match, found.tag)
    if same is None:
        return Response(found.content, media_type=found.media_type, headers=headers)
    same.headers.update(headers)
    return same
