"""Stands before every route: nothing of a request is read until its caller is known and may."""

from collections.abc import Callable, Coroutine, Iterable
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response
from fastapi.routing import APIRoute

from services.api.auth.policy import rule_of
from services.api.auth.principal import Principal

_CALLER: Final = "flightpulse.caller"


class GuardedRoute(APIRoute):
    """A route with its row of the policy. Raises LookupError where it is made, when it has none."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's handler, behind the check."""
        method = "".join(sorted(self.methods or ()))  # always one; several would have no row
        rule, handle = rule_of(method, self.path), super().get_route_handler()

        async def guarded(request: Request) -> Response:
            callers = request.app.state.services.callers
            authorization = request.headers.get("authorization")
            request.scope[_CALLER] = await callers.admitted(authorization, rule)
            return await handle(request)

        return guarded


def guarded_router(tag: str) -> APIRouter:
    """The router of a resource; every route of it is guarded."""
    return APIRouter(tags=[tag], route_class=GuardedRoute)


def check_guarded(routers: Iterable[APIRouter]) -> None:
    """Raises TypeError for a route that nothing stands before."""
    for router in routers:
        for route in router.routes:
            if not isinstance(route, GuardedRoute):
                raise TypeError(f"{route!r} is not guarded: make its router by guarded_router()")


async def _caller(request: Request) -> Principal:
    caller: Principal = request.scope[_CALLER]
    return caller


Caller = Annotated[Principal, Depends(_caller)]
"""A route's parameter: who asks. Only for routes that need a token."""
