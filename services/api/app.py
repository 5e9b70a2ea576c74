"""The web application: routes, errors and what every request passes through."""

from collections.abc import AsyncIterator, Callable, Collection
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Final

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from services.api import error_handlers
from services.api.auth.guard import check_guarded
from services.api.edge import Edge
from services.api.middleware.access_log import AccessLog
from services.api.middleware.body_limit import BodyLimit
from services.api.middleware.correlation import HEADER as CORRELATION
from services.api.middleware.correlation import Correlation
from services.api.middleware.headers import Headers
from services.api.middleware.hosts import Hosts
from services.api.middleware.last_resort import LastResort
from services.api.middleware.tracing import Tracing
from services.api.openapi import describe
from services.api.routes import ROUTERS
from services.api.services import Services
from services.core.embedded_metrics import Metrics, NoMetrics
from services.core.tracing.port import Tracer

_DOCS: Final = "/docs"


def create_app(
    open_services: Callable[[], AbstractAsyncContextManager[Services]],
    request_hosts: Collection[str],
    tracer: Tracer | None = None,
    metrics: Metrics | None = None,
    edge: Edge | None = None,
) -> FastAPI:
    """`request_hosts` are the names that the Host header may carry; none where a gateway sees to it.

    Without a tracer nothing is traced.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with open_services() as services:
            app.state.services = services
            yield

    edge = edge or Edge()
    docs = _DOCS if edge.docs else None
    app = FastAPI(title="FlightPulse", lifespan=lifespan, docs_url=docs, redoc_url=None)
    error_handlers.install(app)
    check_guarded(ROUTERS)
    for router in ROUTERS:
        app.include_router(router)
    # The last one added is the first one a request meets.
    app.add_middleware(BodyLimit)
    app.add_middleware(LastResort)
    if edge.origins:
        _open_to(app, edge.origins)
    if request_hosts:
        app.add_middleware(Hosts, allowed=frozenset(request_hosts))
    app.add_middleware(AccessLog, metrics=metrics or NoMetrics())
    if tracer is not None:
        app.add_middleware(Tracing, tracer=tracer)
    app.add_middleware(Correlation)
    app.add_middleware(Headers, docs_path=docs or "")
    describe(app)
    return app


def _open_to(app: FastAPI, origins: tuple[str, ...]) -> None:
    """Pages of these origins may call, with a token that they bring; never with a browser's cookies."""
    app.add_middleware(
        CORSMiddleware,
        allow_origins=list(origins),
        allow_methods=["GET", "POST", "PUT"],
        allow_headers=["Authorization", "Content-Type", "Idempotency-Key", "If-None-Match", CORRELATION],
        expose_headers=["ETag", "Location", "Retry-After", "WWW-Authenticate", CORRELATION],
    )
