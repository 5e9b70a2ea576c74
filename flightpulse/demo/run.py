"""The demo from start to end."""

import json
import signal
import time
from contextlib import AbstractContextManager, closing, nullcontext

from flightpulse.demo.faults import FAULTS, sentence
from flightpulse.demo.folder import WorkFolder, work_folder
from flightpulse.demo.options import DemoOptions
from flightpulse.demo.play import book, replay
from flightpulse.demo.running_stack import RunningStack, refuse_known_flights
from flightpulse.demo.screen import Screen, screen_for_output
from flightpulse.demo.setup import check_setup
from flightpulse.demo.stage import Building, stage
from flightpulse.demo.summary import summary
from flightpulse.demo.warm_up import warm_up
from flightpulse.demo.wording import headline
from local.replay.day import replay_of
from local.report.report import Report

LOST_STATUS = 1


def run_demo(options: DemoOptions) -> int:
    """Run it; 0 if every promise was kept, 1 otherwise. UsageProblem: something the user can put right."""
    started = time.monotonic()
    check_setup(options)
    with closing(screen_for_output()) as screen, work_folder() as folder:
        try:
            with _built(options, folder, screen) as built:
                report = _play(options, built, screen, started)
        except FAULTS as fault:
            screen.lines(sentence(fault))
            return _failed(folder, screen)
        return 0 if report.kept else _failed(folder, screen)


def _built(options: DemoOptions, folder: WorkFolder, screen: Screen) -> AbstractContextManager[Building]:
    if options.against is not None:
        return nullcontext(RunningStack.found(options.against, screen))
    return stage(folder.path, screen)


def _play(options: DemoOptions, built: Building, screen: Screen, started: float) -> Report:
    day = replay_of(options.day, options.flights, options.seed)
    screen.phase(headline(options, day))
    platform = built.start_platform()
    if options.against is not None:
        refuse_known_flights(platform, day)
    services = built.start_services(platform, options)
    warm_up(platform.deployment)
    book(options, day, platform, screen)
    services.wait_ready()
    screen.note(f"Open the board at {services.api_url}/")
    screen.note(f"API: {services.api_url}/v1/flights/{day.flights[0].key}")
    report = replay(options, day, platform, services, screen, started)
    screen.totals(report.totals)
    screen.lines(summary(report, platform.broker))
    if options.report is not None:
        options.report.write_text(json.dumps(report.to_json(), indent=2) + "\n", encoding="utf-8")
        screen.lines(f"Report written to {options.report}")
    if options.keep_running:
        where = f"{services.api_url} (open the board there) with Kafka at {platform.bootstrap}"
        screen.lines(f"Still running: {where} (Ctrl-C stops everything)")
        signal.pause()
    return report


def _failed(folder: WorkFolder, screen: Screen) -> int:
    folder.keep()
    screen.lines(f"Logs are kept in {folder.path}")
    return LOST_STATUS
