"""The composition root: which adapter stands behind which port."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from services.api.adapters.bus import EventBridgeBus
from services.api.adapters.kafka import KafkaLog
from services.api.adapters.secret import StoredSecret
from services.api.adapters.table import DynamoTable
from services.api.adapters.table_writes import DynamoWrites
from services.api.adapters.traced import TracedBus, TracedLog
from services.api.auth.callers import Callers
from services.api.auth.key_set import KeySet
from services.api.auth.key_sources import key_source
from services.api.auth.principal import DEVELOPER
from services.api.auth.rates import Rates
from services.api.auth.settings import AuthSettings
from services.api.auth.tokens import Tokens
from services.api.commands.append_event import AppendEvent
from services.api.commands.change_booking import ChangeBooking
from services.api.commands.change_contact import ChangeContact
from services.api.commands.create_booking import CreateBooking
from services.api.commands.resend import Resend
from services.api.commands.said_before import SaidBefore
from services.api.live.board import Board
from services.api.live.days import Days
from services.api.live.hub import Hub, Pace
from services.api.live.viewers import Viewers
from services.api.page.config import PageConfig
from services.api.page.page import Page
from services.api.ports import Bus, EventLog, Secret, Table, Writes
from services.api.reads.bookings import BookingReads
from services.api.reads.cursors import Cursors
from services.api.reads.flight_lists import FlightLists
from services.api.reads.flights import FlightReads
from services.api.reads.kept import Kept
from services.api.reads.notifications import NotificationReads
from services.api.reads.passengers import PassengerReads
from services.api.reads.readiness import Readiness
from services.api.services import Services
from services.api.settings import Settings
from services.core.awsio.client import AwsClient
from services.core.clock import Clock, WallClock
from services.core.tracing.port import Tracer
from services.core.tracing.settings import TracingSettings

_DRAIN_SECONDS: Final = 5.0
_SPANS_SECONDS: Final = 3.0


def compose(
    callers: Callers,
    table: Table,
    writes: Writes,
    log: EventLog,
    bus: Bus,
    secret: Secret,
    cursors: Cursors,
    clock: Clock | None,
    status_shards: int,
    page: Page | None = None,
    wall: Clock | None = None,
    pace: Pace | None = None,
) -> Services:
    """The use cases on these ports; the tests call it with fakes. `clock` is None in a replay."""
    wall = wall or WallClock()
    hub = Hub(table, wall, replay=clock is None, pace=pace)
    return Services(
        callers=callers,
        flights=FlightReads(table, cursors),
        flight_lists=FlightLists(table, cursors, status_shards),
        bookings=BookingReads(table, cursors, secret),
        passengers=PassengerReads(table, cursors),
        notifications=NotificationReads(table, cursors),
        append_event=AppendEvent(log, SaidBefore(table, writes, wall)),
        create_booking=CreateBooking(table, writes, secret, WallClock()),
        change_booking=ChangeBooking(table, writes),
        change_contact=ChangeContact(writes, WallClock()),
        resend=Resend(table, bus, clock),
        readiness=Readiness(table, log),
        page=page or Page(),
        kept=Kept(),
        board=Board(hub, Days(table, status_shards), wall),
        viewers=Viewers(),
    )


def callers_of(settings: AuthSettings, rate_per_second: int) -> Callers:
    """The check of tokens; without one, where the settings allow that, calls the developer."""
    keys = KeySet(key_source(settings.jwks_url))
    rates = Rates(rate_per_second) if rate_per_second else None
    return Callers(Tokens(keys, settings), None if settings.required else DEVELOPER, rates)


def tracer_of(settings: TracingSettings | None) -> Tracer | None:
    """The SDK is loaded only where it is wanted: it costs 15 MB and a third of a second."""
    if settings is None:
        return None
    from services.core.otel.tracer import SdkTracer

    return SdkTracer(settings)


@asynccontextmanager
async def opened(settings: Settings, tracer: Tracer | None = None) -> AsyncIterator[Services]:
    """The use cases on AWS and Kafka, closed in the order in which they need each other."""
    log = KafkaLog(settings.kafka_bootstrap, settings.topic, settings.kafka_access)
    async with AwsClient(settings.region) as aws:
        await log.open()
        bus = EventBridgeBus(aws, settings.bus)
        try:
            services = compose(
                callers_of(settings.auth, settings.edge.rate_per_second),
                DynamoTable(aws, settings.table),
                DynamoWrites(aws, settings.table),
                log if tracer is None else TracedLog(log, settings.topic, tracer),
                bus if tracer is None else TracedBus(bus, settings.bus, tracer),
                StoredSecret(aws, settings.contact_secret_arn),
                Cursors(settings.cursor_secret),
                WallClock() if settings.clock == "wall" else None,
                settings.status_shards,
                Page(PageConfig(settings.local, settings.clock == "event", settings.sign_in)),
            )
            try:
                yield services
            finally:
                await services.board.hub.close()
            await services.append_event.drain(_DRAIN_SECONDS)
        finally:
            await log.close()
            if tracer is not None:
                tracer.close(_SPANS_SECONDS)
