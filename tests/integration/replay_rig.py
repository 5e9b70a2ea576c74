"""One platform for many replays: the embedded AWS stays, the rest is new for each of them.

A replay that finds the table of another would find nothing to do; so the table is emptied, and broker and
consumer, which remember, are started anew.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from flightpulse.demo.options import DemoOptions
from flightpulse.demo.outcome import report_of
from flightpulse.demo.plain_screen import PlainScreen
from flightpulse.demo.play import book, perform
from flightpulse.demo.played import Played
from flightpulse.demo.screen import Screen
from flightpulse.demo.services import READY_LIMIT_SECONDS, answers_ready, service_environment, start_service
from flightpulse.demo.stage import Platform, StartedServices, stage
from local.broker import MockBroker
from local.replay.day import ReplayDay, replay_of
from local.report.report import Report
from local.runtime.ports import free_port
from services.core.awsio.marshal import from_item, to_item
from services.core.table.keys import Key


@dataclass(frozen=True)
class Replay:
    """A replay that has ended, with everything still up that it left something in."""

    options: DemoOptions
    day: ReplayDay
    platform: Platform
    played: Played
    services: StartedServices
    folder: Path

    def report(self) -> Report:
        """Read it all back; again after something was changed."""
        return report_of(self.options, self.day, self.platform, self.played)

    def items(self) -> list[dict[str, Any]]:
        """Every item of the table."""
        return [from_item(item) for item in _scan(self.platform)]

    @contextmanager
    def changed(self, key: Key, changes: Mapping[str, object] | None) -> Iterator[None]:
        """The item with these changes, or without the item; put back afterwards."""
        client, name = self.platform.deployment.client("dynamodb"), self.platform.deployment.table
        before = client.get_item(TableName=name, Key=to_item(key.primary()), ConsistentRead=True)["Item"]
        if changes is None:
            client.delete_item(TableName=name, Key=to_item(key.primary()))
        else:
            client.put_item(TableName=name, Item={**before, **to_item(dict(changes))})
        try:
            yield
        finally:
            client.put_item(TableName=name, Item=before)


class ReplayRig:
    """Plays replays one after the other, on the platform that a demo would have."""

    def __init__(self, platform: Platform, folder: Path) -> None:
        self.platform = platform
        self._folder = folder
        self._numbers = count(1)

    @contextmanager
    def played(self, options: DemoOptions, *, with_api: bool = False) -> Iterator[Replay]:
        """Play a day; what it was played on is up until the end."""
        day = replay_of(options.day, options.flights, options.seed)
        screen = PlainScreen()
        with self.fresh(with_api=with_api) as (platform, services):
            book(options, day, platform, screen)
            played = perform(options, day, platform, services, screen, time.monotonic())
            yield Replay(options, day, platform, played, services, self._folder)

    def report(self, options: DemoOptions) -> Report:
        """Play a day and tear it down."""
        with self.played(options) as replay:
            return replay.report()

    @contextmanager
    def fresh(self, *, with_api: bool = False) -> Iterator[tuple[Platform, StartedServices]]:
        """An empty table, a new broker, and services that are ready."""
        folder = self._folder / f"replay-{next(self._numbers)}"
        modules = ("services.consumer", "services.api") if with_api else ("services.consumer",)
        _empty(self.platform)
        with ExitStack() as stack:
            broker = stack.enter_context(MockBroker.start(folder / "broker"))
            platform = replace(self.platform, bootstrap=broker.bootstrap)
            started = []
            for module in modules:
                port = free_port()
                environment = service_environment(platform.deployment, platform.bootstrap, port)
                child = start_service(module, module, environment, folder)
                stack.callback(child.stop, 8.0)
                started.append((child, port))
            for child, port in started:
                child.wait_ready(partial(answers_ready, port), READY_LIMIT_SECONDS * 2)
            yield platform, StartedServices(tuple(started))


class StandingStage:
    """What the demo calls a stage, on the rig: for running the whole command."""

    def __init__(self, platform: Platform, services: StartedServices) -> None:
        self._platform = platform
        self._services = services

    def start_platform(self) -> Platform:
        """It stands."""
        return self._platform

    def start_services(self, platform: Platform, options: DemoOptions) -> StartedServices:
        """They run."""
        return self._services


@contextmanager
def replay_rig(folder: Path) -> Iterator[ReplayRig]:
    """A rig with a platform of its own."""
    with stage(folder, PlainScreen()) as built:
        yield ReplayRig(built.start_platform(), folder)


def standing(rig: ReplayRig) -> Any:
    """Stands in for `stage` in the demo."""

    @contextmanager
    def on_the_rig(_folder: Path, _screen: Screen) -> Iterator[StandingStage]:
        with rig.fresh() as (platform, services):
            yield StandingStage(platform, services)

    return on_the_rig


def _scan(platform: Platform) -> Iterator[dict[str, Any]]:
    pages = platform.deployment.client("dynamodb").get_paginator("scan")
    for page in pages.paginate(TableName=platform.deployment.table):
        yield from page["Items"]


def _empty(platform: Platform) -> None:
    client, name = platform.deployment.client("dynamodb"), platform.deployment.table
    found = [{"PK": item["PK"], "SK": item["SK"]} for item in _scan(platform)]
    for start in range(0, len(found), 25):
        requests = [{"DeleteRequest": {"Key": key}} for key in found[start : start + 25]]
        client.batch_write_item(RequestItems={name: requests})
