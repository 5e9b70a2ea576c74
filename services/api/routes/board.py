"""The live board: everything at once, and then what changes."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated, Final

from fastapi import Header, Query, Response
from fastapi.responses import StreamingResponse

from services.api import problems
from services.api.auth.guard import Caller, guarded_router
from services.api.auth.principal import Principal
from services.api.live.board import position_of
from services.api.live.stream import chunks
from services.api.openapi import answers
from services.api.routes.parameters import DateInQuery
from services.api.services import Services, Use
from services.api.views.board import BoardView

router = guarded_router("board")
EVENT_STREAM: Final = "text/event-stream"


@router.get(
    "/v1/board", response_model=BoardView, responses=answers(problems.INVALID_FILTER, problems.UNAVAILABLE)
)
async def board(use: Use, wanted: DateInQuery) -> Response:
    """What a live board shows at first: the flights of one day, disruptions, messages and figures.

    Without a date that of the flight that changed last, otherwise today's (UTC). `/v1/stream` with this
    `position` then brings whatever is not in it.
    """
    return Response(await use.board.snapshot(wanted), media_type="application/json")


@router.get(
    "/v1/stream",
    response_class=StreamingResponse,
    responses={
        200: {"description": "Server-sent events", "content": {EVENT_STREAM: {"schema": {"type": "string"}}}},
        **answers(problems.UNAVAILABLE),
    },
)
async def stream(
    use: Use,
    caller: Caller,
    last_event_id: Annotated[
        str | None, Header(alias="Last-Event-ID", description="the last `id` that the reader has")
    ] = None,
    position: Annotated[str | None, Query(description="as Last-Event-ID", max_length=64)] = None,
) -> StreamingResponse:
    """Changes as they happen: events `hello`, `flight`, `disruption`, `message`, `operations` and `reset`.

    `hello` says whether the stream goes on from the reader's position (`resumed`); where it does not, and
    after a `reset`, the reader needs a new `/v1/board`. A comment every 15 seconds keeps the connection. The
    stream ends with the token, and whenever the service is replaced: come again with the last `id`.
    """
    use.viewers.check(caller)
    await use.board.hub.ready()
    place = position_of(last_event_id or position)
    return StreamingResponse(
        _seated(use, caller, place), media_type=EVENT_STREAM, headers={"X-Accel-Buffering": "no"}
    )


async def _seated(use: Services, caller: Principal, position: int | None) -> AsyncGenerator[bytes]:
    # Taken when the answer begins: what is never begun would never be given back.
    with use.viewers.seat(caller):
        async with aclosing(chunks(use.board.hub, position, caller.good_until)) as found:
            async for chunk in found:
                yield chunk
