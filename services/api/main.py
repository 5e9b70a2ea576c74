"""Runs the API until it is told to stop."""

import logging
import os
import signal
import sys
from typing import NoReturn

import uvicorn
import uvloop

from services.api.app import create_app
from services.api.bootstrap import opened, tracer_of
from services.api.server import ServerWithStreams, end_streams
from services.api.settings import Settings, SettingsError
from services.core.clock import WallClock
from services.core.embedded_metrics import metrics_to
from services.core.observability import log_json

_LOGGER = logging.getLogger(__name__)
# Longer than the slowest command; below the deregistration delay and the stop time-out of the task.
_DRAIN_SECONDS = 15
_BAD_SETTINGS_EXIT = 2


def main() -> None:
    """Prints JSON lines only. Exits with 2, saying why, when the settings do not allow a start."""
    log_json("api")
    logging.captureWarnings(True)
    try:
        settings = Settings.from_environment(os.environ)
    except SettingsError as error:
        _LOGGER.error("not started", extra={"fields": {"reason": str(error)}})
        sys.exit(_BAD_SETTINGS_EXIT)
    tracer = tracer_of(settings.telemetry.tracing)
    metrics = metrics_to(sys.stdout, WallClock(), wanted=settings.telemetry.embedded_metrics)
    app = create_app(lambda: opened(settings, tracer), settings.request_hosts, tracer, metrics, settings.edge)
    config = uvicorn.Config(
        app,
        host=settings.http_host,
        port=settings.http_port,
        http="httptools",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=settings.edge.keep_alive_seconds,
        timeout_graceful_shutdown=_DRAIN_SECONDS,
    )
    # uvicorn drains on these signals and then raises them again: the end asked for is no failure.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _end)
    uvloop.run(ServerWithStreams(config, lambda: end_streams(app)).serve())


def _end(*_: object) -> NoReturn:
    sys.exit(0)
