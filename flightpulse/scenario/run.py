"""Scenarios from start to end: everything started, played, shown and stopped again."""

import signal
from collections.abc import Sequence
from contextlib import ExitStack, closing

from flightpulse.demo.deployment import Deployment
from flightpulse.demo.folder import work_folder
from flightpulse.demo.options import DEFAULTS
from flightpulse.demo.plain_screen import PlainScreen
from flightpulse.demo.producer import EventProducer
from flightpulse.demo.screen import Screen
from flightpulse.demo.services import TOPIC
from flightpulse.demo.setup import check_setup
from flightpulse.demo.stage import Platform, Services, Stage, stage
from flightpulse.demo.sweeps import Sweeps
from flightpulse.demo.warm_up import warm_up
from flightpulse.scenario.bus_reader import BusReader
from flightpulse.scenario.checks import always, both
from flightpulse.scenario.course import Course
from flightpulse.scenario.director import Director
from flightpulse.scenario.people import parties_of
from flightpulse.scenario.rest import Rest
from flightpulse.scenario.script import Scenario
from flightpulse.scenario.timeline import timeline
from local.emulator.stacks import DeployFailed
from local.report.reader import TableReader
from local.runtime.child import ChildFailed
from local.seed.bookings import items_of
from local.seed.load import load
from local.seed.party import Party
from services.core.table import keys

BROKEN_STATUS = 1
WAIT_SCALE = 3.0
"""Workflows settle three seconds: gates that flip back do so within them, also on a busy machine."""


def run_scenarios(scenarios: Sequence[Scenario], *, keep_running: bool = False) -> int:
    """0 when each came out as it promises, 1 otherwise. Raises UsageProblem for a missing set-up."""
    check_setup(DEFAULTS)
    with closing(PlainScreen()) as screen, work_folder() as folder:
        try:
            with stage(folder.path, screen) as built:
                kept = _run(scenarios, built, screen, keep_running=keep_running)
        except (ChildFailed, DeployFailed) as failure:
            screen.lines(str(failure))
            kept = False
        if not kept:
            folder.keep()
            screen.lines(f"Logs are kept in {folder.path}")
        return 0 if kept else BROKEN_STATUS


def complaints_of(scenario: Scenario, course: Course) -> list[str]:
    """What did not come out as the scenario promises."""
    return [*course.complaints, *both(always, scenario.check)(course)]


def _run(scenarios: Sequence[Scenario], built: Stage, screen: Screen, *, keep_running: bool) -> bool:
    platform = built.start_platform(WAIT_SCALE)
    services = built.start_services(platform, DEFAULTS)
    warm_up(platform.deployment)
    secret = platform.deployment.contact_secret()
    parties = [parties_of(scenario, secret) for scenario in scenarios]
    _seed(platform.deployment, [party for of_one in parties for party in of_one])
    services.wait_ready()
    screen.phase(f"Playing {', '.join(scenario.name for scenario in scenarios)}")
    courses = _play(scenarios, _told_keys(scenarios, parties), platform, services)
    broken = 0
    for scenario, course in zip(scenarios, courses, strict=True):
        complaints = complaints_of(scenario, course)
        broken += bool(complaints)
        screen.lines(timeline(scenario, course, complaints))
    screen.lines(f"\n{len(scenarios) - broken} of {len(scenarios)} scenarios came out as promised.")
    if keep_running:
        screen.lines(f"Still running: {services.api_url} (open the board there; Ctrl-C stops everything)")
        signal.pause()
    return not broken


def _seed(deployment: Deployment, parties: Sequence[Party]) -> None:
    load(deployment.table_client(), deployment.table, items_of(parties))


def _told_keys(scenarios: Sequence[Scenario], parties: Sequence[Sequence[Party]]) -> list[keys.Key]:
    return [
        keys.told(str(scenario.key), contact.contact_id)
        for scenario, of_one in zip(scenarios, parties, strict=True)
        for party in of_one
        for contact in party.contacts
    ]


def _play(
    scenarios: Sequence[Scenario], told: Sequence[keys.Key], platform: Platform, services: Services
) -> list[Course]:
    deployment = platform.deployment
    with ExitStack() as stack:
        rest = Rest(deployment, platform.bootstrap, told, services.children)
        stack.callback(rest.close)
        director = Director(
            stack.enter_context(EventProducer(platform.bootstrap, TOPIC)),
            TableReader(deployment.table_client(), deployment.table),
            BusReader(
                deployment.client("stepfunctions"),
                deployment.machines,
                deployment.client("logs"),
                deployment.outputs["FactsLogGroup"],
            ),
            Sweeps(deployment.client("lambda"), deployment.outputs["SweeperFunctionName"]),
            rest,
        )
        return director.play(scenarios)
