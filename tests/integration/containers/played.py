"""The catalogue's scenarios, played through the containers."""

from collections.abc import Sequence
from contextlib import ExitStack

from flightpulse.demo.offsets import Offsets
from flightpulse.demo.producer import EventProducer
from flightpulse.demo.services import GROUP, TOPIC
from flightpulse.demo.sweeps import Sweeps
from flightpulse.scenario.bus_reader import BusReader
from flightpulse.scenario.course import Course
from flightpulse.scenario.director import Director
from flightpulse.scenario.people import parties_of
from flightpulse.scenario.rest import Rest
from flightpulse.scenario.script import Scenario
from local.seed.bookings import items_of
from local.seed.load import load
from services.core.table import keys
from tests.integration.containers.system import System
from tests.integration.containers.traffic import REST_SECONDS


def play(system: System, scenarios: Sequence[Scenario]) -> list[Course]:
    """Book their passengers and play them side by side; the courses are in the order of the scenarios."""
    deployment, bootstrap = system.deployment, system.broker.bootstrap
    secret, client = deployment.contact_secret(), deployment.client
    parties = {str(scenario.key): parties_of(scenario, secret) for scenario in scenarios}
    load(
        client("dynamodb"),
        deployment.table,
        items_of(party for of_one in parties.values() for party in of_one),
    )
    told = [
        keys.told(key, contact.contact_id)
        for key, of_one in parties.items()
        for party in of_one
        for contact in party.contacts
    ]
    with ExitStack() as stack:
        offsets = Offsets(bootstrap, GROUP)
        stack.callback(offsets.close)
        rest = Rest(deployment, bootstrap, told, limit_seconds=REST_SECONDS)
        stack.callback(rest.close)
        return Director(
            stack.enter_context(EventProducer(bootstrap, TOPIC)),
            system.reader,
            BusReader(
                client("stepfunctions"),
                deployment.machines,
                client("logs"),
                deployment.outputs["FactsLogGroup"],
            ),
            Sweeps(client("lambda"), deployment.outputs["SweeperFunctionName"]),
            rest,
            already_sent=offsets.records(TOPIC),
        ).play(scenarios)
