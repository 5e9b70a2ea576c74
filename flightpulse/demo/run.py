"""The demo from start to end."""

import json
import signal
import time
from contextlib import ExitStack, closing
from dataclasses import replace

from flightpulse.demo.departure_gate import DepartureGate
from flightpulse.demo.drain import Drain
from flightpulse.demo.faults import FAULTS, sentence
from flightpulse.demo.folder import WorkFolder, work_folder
from flightpulse.demo.lockstep import Lockstep
from flightpulse.demo.offsets import Offsets
from flightpulse.demo.options import DemoOptions
from flightpulse.demo.outcome import report_of
from flightpulse.demo.pacing import Pacer
from flightpulse.demo.played import Played
from flightpulse.demo.producer import EventProducer
from flightpulse.demo.replayer import Replayer
from flightpulse.demo.screen import Screen, screen_for_output
from flightpulse.demo.services import GROUP, TOPIC
from flightpulse.demo.setup import check_setup
from flightpulse.demo.stage import Platform, Services, Stage, stage
from flightpulse.demo.summary import summary
from flightpulse.demo.sweeps import Sweeps
from flightpulse.demo.table_probe import TableProbe
from flightpulse.demo.warm_up import warm_up
from flightpulse.demo.watcher import Watcher
from local.replay.day import ReplayDay, replay_of
from local.replay.faults import spoilt
from local.report.reader import TableReader
from local.report.report import Report
from local.seed.bookings import items_of, parties_for
from local.seed.load import load
from services.core.clock import WallClock

LOST_STATUS = 1


def run_demo(options: DemoOptions) -> int:
    """Run it; 0 when nothing was lost, 1 otherwise. Raises UsageProblem for what the user can put right."""
    started = time.monotonic()
    check_setup(options)
    with closing(screen_for_output()) as screen, work_folder() as folder:
        try:
            with stage(folder.path, screen) as built:
                report = _play(options, built, screen, started)
        except FAULTS as fault:
            screen.lines(sentence(fault))
            return _failed(folder, screen)
        return 0 if report.kept else _failed(folder, screen)


def _play(options: DemoOptions, built: Stage, screen: Screen, started: float) -> Report:
    day = replay_of(options.day, options.flights, options.seed)
    platform = built.start_platform()
    services = built.start_services(platform, options)
    warm_up(platform.deployment)
    _seed(options, day, platform, screen)
    services.wait_ready()
    screen.note(f"API: {services.api_url}/v1/flights/{day.flights[0].key}")
    report = _replay(options, day, platform, services, screen, started)
    screen.totals(report.totals)
    screen.lines(summary(report))
    if options.report is not None:
        options.report.write_text(json.dumps(report.to_json(), indent=2) + "\n", encoding="utf-8")
        screen.lines(f"Report written to {options.report}")
    if options.keep_running:
        screen.lines(f"Still running: {services.api_url} (Ctrl-C stops everything)")
        signal.pause()
    return report


def _seed(options: DemoOptions, day: ReplayDay, platform: Platform, screen: Screen) -> None:
    deployment = platform.deployment
    screen.phase(
        f"Booking {options.passengers_per_flight} invented passengers on each of {len(day.flights)} flights "
        "(a sample: a real cabin holds some 130)"
    )
    parties = parties_for(
        day.flights, options.passengers_per_flight, options.seed, deployment.contact_secret()
    )
    items = load(deployment.client("dynamodb"), deployment.table, items_of(parties))
    screen.note(f"{items} items in the table, all marked synthetic")


def _replay(
    options: DemoOptions,
    day: ReplayDay,
    platform: Platform,
    services: Services,
    screen: Screen,
    started: float,
) -> Report:
    deployment = platform.deployment
    stream = spoilt(day.events, options.faults, options.seed)
    sent = replace(day, events=stream.events)
    screen.phase(f"Replaying {len(sent.events)} events of {options.day}, {_pace(options)}")
    watcher = Watcher(deployment, platform.bootstrap, (*platform.groups, *services.groups))
    reader = TableReader(deployment.client("dynamodb"), deployment.table)
    since = WallClock().now()
    probe = TableProbe(reader)
    with ExitStack() as stack:
        stack.callback(probe.stop)
        producer = stack.enter_context(EventProducer(platform.bootstrap, TOPIC, probe.offer))
        watcher.start()
        stack.callback(watcher.stop)
        sweeps = Sweeps(deployment.client("lambda"), deployment.outputs["SweeperFunctionName"])
        if options.lockstep:
            drain = Drain(stack.enter_context(closing(Offsets(platform.bootstrap, GROUP))), reader)
            Lockstep(sent, producer, drain, watcher, sweeps, screen, services.children).run()
        else:
            pacer = Pacer(options.speed, day.events[0].published_at)
            gate = DepartureGate(reader)
            Replayer(sent, producer, pacer, gate, watcher, sweeps, screen, services.children).run()
    first = watcher.first_message_at
    return report_of(
        options,
        day,
        platform,
        Played(
            stream,
            started,
            since,
            probe.milliseconds,
            None if first is None else first - started,
            watcher.watched.peak_megabytes,
        ),
    )


def _pace(options: DemoOptions) -> str:
    if options.lockstep:
        spoils = f", with {', '.join(sorted(options.faults))}" if options.faults else ""
        return f"minute by minute, in lockstep{spoils}"
    return f"{options.speed:g} minutes a second" if options.speed else "as fast as they can be told of"


def _failed(folder: WorkFolder, screen: Screen) -> int:
    folder.keep()
    screen.lines(f"Logs are kept in {folder.path}")
    return LOST_STATUS
