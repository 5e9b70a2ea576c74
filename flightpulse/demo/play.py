"""A day on a platform that stands: bookings first, then every event, then the report."""

from contextlib import ExitStack, closing
from dataclasses import replace
from functools import partial

from flightpulse.demo.departure_gate import DepartureGate
from flightpulse.demo.drain import Drain
from flightpulse.demo.lockstep import Lockstep
from flightpulse.demo.offsets import Offsets
from flightpulse.demo.options import DemoOptions
from flightpulse.demo.outcome import report_of
from flightpulse.demo.pacing import Pacer
from flightpulse.demo.played import Played
from flightpulse.demo.producer import EventProducer
from flightpulse.demo.replayer import Replayer
from flightpulse.demo.screen import Screen
from flightpulse.demo.services import GROUP, TOPIC
from flightpulse.demo.stage import Platform, Services
from flightpulse.demo.sweeps import Sweeps
from flightpulse.demo.table_probe import TableProbe
from flightpulse.demo.waiting import all_released
from flightpulse.demo.watcher import Watcher
from local.replay.day import ReplayDay
from local.replay.faults import spoilt
from local.report.reader import TableReader
from local.report.report import Report
from local.seed.bookings import items_of, parties_for
from local.seed.load import load
from services.core.clock import WallClock


def book(options: DemoOptions, day: ReplayDay, platform: Platform, screen: Screen) -> None:
    """Put invented passengers on every flight."""
    deployment = platform.deployment
    screen.phase(
        f"Booking {options.passengers_per_flight} invented passengers on each flight "
        "(a real cabin holds some 130)"
    )
    parties = parties_for(
        day.flights, options.passengers_per_flight, options.seed, deployment.contact_secret()
    )
    items = load(deployment.table_client(), deployment.table, items_of(parties))
    screen.note(f"{items} items in the table, all marked synthetic")


def replay(
    options: DemoOptions,
    day: ReplayDay,
    platform: Platform,
    services: Services,
    screen: Screen,
    started: float,
) -> Report:
    """Send the day, wait for rest, and read back what came of it; `started` is by time.monotonic."""
    return report_of(options, day, platform, perform(options, day, platform, services, screen, started))


def perform(
    options: DemoOptions,
    day: ReplayDay,
    platform: Platform,
    services: Services,
    screen: Screen,
    started: float,
) -> Played:
    """Send the day and wait for rest."""
    deployment = platform.deployment
    stream = spoilt(day.events, options.faults, options.seed)
    sent = replace(day, events=stream.events)
    screen.phase(f"Replaying {len(sent.events)} events of {options.day}, {_pace(options)}")
    since = WallClock().now()
    model_calls = platform.bedrock.stats()["calls"]
    watcher = Watcher(deployment, platform.bootstrap, (*platform.groups, *services.groups), since)
    reader = TableReader(deployment.table_client(), deployment.table)
    probe = TableProbe(reader, day.events)
    with ExitStack() as stack:
        stack.callback(probe.stop)
        producer = stack.enter_context(EventProducer(platform.bootstrap, TOPIC, probe.offer))
        watcher.start()
        stack.callback(watcher.stop)
        sweeps = Sweeps(deployment.client("lambda"), deployment.outputs["SweeperFunctionName"])
        if options.lockstep:
            offsets = stack.enter_context(closing(Offsets(platform.bootstrap, GROUP)))
            offsets.begin(TOPIC)
            drain = Drain(offsets, reader)
            released = partial(all_released, reader)
            Lockstep(sent, producer, drain, watcher, sweeps, screen, services.children, released).run()
        else:
            pacer = Pacer(options.speed, day.events[0].published_at)
            gate = DepartureGate(reader)
            Replayer(sent, producer, pacer, gate, watcher, sweeps, screen, services.children).run()
    first = watcher.first_message_at
    return Played(
        stream,
        started,
        since,
        probe.milliseconds,
        None if first is None else first - started,
        watcher.watched.peak_megabytes,
        platform.bedrock.stats()["calls"] - model_calls,
    )


def _pace(options: DemoOptions) -> str:
    if options.lockstep:
        spoils = f", with {', '.join(sorted(options.faults))}" if options.faults else ""
        return f"minute by minute, in lockstep{spoils}"
    return f"{options.speed:g} minutes a second" if options.speed else "as fast as they can be told of"
