"""`python -m flightpulse.stack.deploy`: both CDK stacks on the embedded AWS, with Lambdas built from source.

What only the deployment knows, such as the name of the table, goes to a file that the services read.
"""

import os
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from flightpulse.demo.deployment import Deployment, deploy_all
from flightpulse.demo.offsets import Offsets
from flightpulse.demo.services import GROUP, TOPIC, deployed_settings
from flightpulse.stack.broker import Broker
from flightpulse.stack.errors import StackProblem, one_shot
from flightpulse.stack.lineage import Lineage, check, read_lineage, write_lineage
from flightpulse.stack.settings import StackSettings
from local.emulator.clients import local_client
from local.emulator.stacks import DeployFailed

SERVICES_FILE = "services.env"
STACK_FILE = "stack.json"


def deploy() -> None:
    """Deploy, or bring up to date; raises StackProblem when the volumes do not belong together."""
    settings = StackSettings.from_environment(os.environ)
    endpoint, kafka = settings.addresses.aws, settings.addresses.kafka
    ssm = local_client(endpoint, "ssm")
    with Broker(kafka) as broker, closing(Offsets(kafka, GROUP)) as offsets:
        lineage = Lineage(broker.topic_id(TOPIC))
        check(read_lineage(ssm), lineage.topic_id, offsets.records(TOPIC))
    # Before anything is deployed: whatever ends this in the middle, the next attempt knows the topic.
    write_lineage(ssm, lineage)
    deployment = _deployed(endpoint)
    _drive_the_sweeper(deployment, settings.clock)
    _tell_the_services(deployment, settings)


def _deployed(endpoint: str) -> Deployment:
    with tempfile.TemporaryDirectory() as folder:
        try:
            return deploy_all(endpoint, Path(folder), lambda note: print(f"  {note}", flush=True))
        except DeployFailed as failure:
            raise StackProblem(f"{failure}\nlook at `docker compose logs aws`") from failure


def _drive_the_sweeper(deployment: Deployment, clock: str) -> None:
    """By its schedule under the wall clock; in a replay the replayer drives it at the minutes of the day."""
    events = deployment.client("events")
    for rule in events.list_rules()["Rules"]:
        if rule.get("ScheduleExpression"):
            change = events.enable_rule if clock == "wall" else events.disable_rule
            change(Name=rule["Name"])
            when = rule["ScheduleExpression"] if clock == "wall" else "off: a replay drives it"
            print(f"{rule['Name']}: {when}", flush=True)


def _tell_the_services(deployment: Deployment, settings: StackSettings) -> None:
    lines = [f"{name}={value}" for name, value in sorted(deployed_settings(deployment).items())]
    (settings.folder / SERVICES_FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")
    settings.addresses.write(settings.folder / STACK_FILE)
    print(f"table {deployment.table}, bus {deployment.outputs['BusName']}", flush=True)


if __name__ == "__main__":
    sys.exit(one_shot("deploy", deploy))
