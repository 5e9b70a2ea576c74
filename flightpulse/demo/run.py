"""The demo from start to end."""

import json
import signal
import time
from contextlib import ExitStack, closing

from flightpulse.demo.departure_gate import DepartureGate
from flightpulse.demo.faults import FAULTS, sentence
from flightpulse.demo.folder import WorkFolder, work_folder
from flightpulse.demo.options import DemoOptions
from flightpulse.demo.outcome import report_of
from flightpulse.demo.pacing import Pacer
from flightpulse.demo.producer import EventProducer
from flightpulse.demo.replayer import Replayer
from flightpulse.demo.screen import Screen, screen_for_output
from flightpulse.demo.services import TOPIC
from flightpulse.demo.setup import check_setup
from flightpulse.demo.stage import Platform, Services, Stage, stage
from flightpulse.demo.summary import summary
from flightpulse.demo.sweeps import Sweeps
from flightpulse.demo.warm_up import warm_up
from flightpulse.demo.watcher import Watcher
from local.replay.day import ReplayDay, replay_of
from local.report.reader import TableReader
from local.report.report import Report
from local.seed.bookings import items_of, parties_for
from local.seed.load import load

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
    pace = f"{options.speed:g} minutes a second" if options.speed else "as fast as they can be told of"
    screen.phase(f"Replaying {len(day.events)} events of {options.day}, {pace}")
    watcher = Watcher(deployment, platform.bootstrap, (*platform.groups, *services.groups))
    with ExitStack() as stack:
        producer = stack.enter_context(EventProducer(platform.bootstrap, TOPIC))
        watcher.start()
        stack.callback(watcher.stop)
        replayer = Replayer(
            day,
            producer,
            Pacer(options.speed, day.events[0].published_at),
            DepartureGate(TableReader(deployment.client("dynamodb"), deployment.table)),
            watcher,
            Sweeps(deployment.client("lambda"), deployment.outputs["SweeperFunctionName"]),
            screen,
            services.children,
        )
        replayer.run()
    return report_of(options, day, platform, watcher, started)


def _failed(folder: WorkFolder, screen: Screen) -> int:
    folder.keep()
    screen.lines(f"Logs are kept in {folder.path}")
    return LOST_STATUS
