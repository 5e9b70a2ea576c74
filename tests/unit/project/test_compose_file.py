"""What every service of the Compose stack keeps to: no right that it does not use, no blind waiting."""

import re
import shutil
import subprocess

import pytest
import yaml

from flightpulse.demo.stage import EMULATOR
from flightpulse.stack.layout import LAYOUT
from tests.unit.project.compose import FILE, Service, compose, one_shots, services
from tests.unit.project.dockerfiles import last_stage, texts
from tests.unit.project.repository import ROOT
from tools.images.catalogue import IMAGES

PROMISED = {"kafka", "topics", "aws", "deploy", "consumer", "api", "bedrock", "demo", "prometheus"}
each_service = pytest.mark.parametrize("name", sorted(services()))


def test_the_stack_has_what_it_is_said_to_have() -> None:
    assert services().keys() == PROMISED
    assert services()["consumer"]["deploy"]["replicas"] == 2
    by_profile = {name: service.get("profiles", []) for name, service in services().items()}
    assert by_profile.pop("demo") == ["demo"]
    assert by_profile.pop("prometheus") == ["observability"]
    assert not any(by_profile.values()), "the rest comes up without being asked for"


@each_service
def test_it_has_no_right_and_a_root_that_cannot_be_written(name: str) -> None:
    service = services()[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not service.get("privileged")
    assert not {"network_mode", "pid", "ipc", "devices", "userns_mode"} & service.keys()


@each_service
def test_its_memory_and_its_processes_are_limited(name: str) -> None:
    service = services()[name]
    assert re.fullmatch(r"\d+[mg]", service["mem_limit"])
    assert service["pids_limit"] <= (2048 if name == "aws" else 512)
    assert all("size=" in place for place in service["tmpfs"]), "a tmpfs counts as memory"


@each_service
def test_its_ports_are_published_on_loopback_and_can_be_chosen(name: str) -> None:
    for port in services()[name].get("ports", []):
        assert re.fullmatch(r"127\.0\.0\.1:\$\{FLIGHTPULSE_[A-Z]+_PORT:-\d+\}:\d+", port)


@each_service
def test_its_image_is_one_exact_release_or_built_here(name: str) -> None:
    service = services()[name]
    if "build" in service:
        ours = {image.tag: image.dockerfile for image in IMAGES}
        assert service["build"] == {"context": ".", "dockerfile": ours[service["image"]]}
        assert service["pull_policy"] == "build"
    else:
        assert re.fullmatch(r"[a-z]+/[a-z]+:v?\d+\.\d+\.\d+", service["image"])


@each_service
def test_it_says_how_it_is_or_ends_by_itself(name: str) -> None:
    service = services()[name]
    if name in one_shots():
        assert "healthcheck" not in service
        assert service["init"] is True
        assert "restart" not in service
    else:
        built = "build" in service and texts(last_stage(ROOT / service["build"]["dockerfile"]), "HEALTHCHECK")
        assert built or "test" in service["healthcheck"]


@each_service
def test_nothing_waits_for_a_mere_start(name: str) -> None:
    for other, wait in services()[name].get("depends_on", {}).items():
        ends = other in one_shots()
        assert wait["condition"] == ("service_completed_successfully" if ends else "service_healthy")


@each_service
def test_it_mounts_files_of_the_repository_only_for_reading(name: str) -> None:
    for volume in services()[name].get("volumes", []):
        source, _, rest = volume.partition(":")
        if source.startswith("."):
            assert rest.endswith(":ro")
            assert (ROOT / source).exists()
        else:
            assert source in compose()["volumes"]


def test_the_services_only_read_what_the_deployment_wrote() -> None:
    for name in ("consumer", "api"):
        assert services()[name]["volumes"] == ["deployment:/deployment:ro,nocopy"]


@pytest.mark.parametrize("name", ["consumer", "api"])
def test_the_shell_that_reads_it_gives_way_to_the_service(name: str) -> None:
    command = services()[name]["command"]
    assert command[:2] == ["sh", "-ec"]
    assert command[2].endswith(f"; exec python -m services.{name}")


def test_the_services_name_no_account_no_secret_and_no_token() -> None:
    text = FILE.read_text()
    assert not re.search(r"(?i)token|password|license|account_id|secret_access", re.sub(r"#.*", "", text))


def test_the_volumes_say_which_layout_they_have() -> None:
    volumes = compose()["volumes"]
    assert volumes.keys() == {"kafka-data", "aws-state", "deployment"}
    assert all(volume["labels"] == {"flightpulse.layout": str(LAYOUT)} for volume in volumes.values())


def test_what_saves_its_state_at_the_end_is_given_the_time_for_it() -> None:
    assert _seconds(services()["aws"]) >= 60
    assert _seconds(services()["kafka"]) >= 30
    assert _seconds(services()["consumer"]) >= 30, "it drains for 15 s and commits for 10 s"


def test_the_embedded_aws_has_room_for_the_threads_of_a_whole_day() -> None:
    assert services()["aws"]["pids_limit"] >= 2 * 750, "a thread for each workflow and each call that waits"


def test_the_embedded_aws_has_the_settings_that_the_demo_runs_it_with() -> None:
    told = services()["aws"]["environment"]
    for name, value in EMULATOR.items():
        if name.startswith("FLIGHTPULSE_"):
            assert told[name] == value


def test_a_group_that_rests_finds_its_offsets_again() -> None:
    lines = (ROOT / "local/kafka/server.properties").read_text().splitlines()
    broker = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert int(broker["offsets.retention.minutes"]) >= 365 * 24 * 60
    assert services()["consumer"]["environment"]["FLIGHTPULSE_OFFSET_RESET"] == "none"


def test_prometheus_reads_every_consumer_and_knows_the_alerts() -> None:
    read = yaml.safe_load((ROOT / "local/observability/prometheus.yml").read_text())
    (job,) = read["scrape_configs"]
    assert job["dns_sd_configs"][0]["names"] == ["consumer"]
    mounted = {volume.split(":")[1] for volume in services()["prometheus"]["volumes"]}
    assert set(read["rule_files"]) <= mounted


@pytest.mark.skipif(shutil.which("docker") is None, reason="no docker here")
def test_compose_itself_takes_the_file() -> None:
    command = ["docker", "compose", "--profile", "demo", "--profile", "observability", "config", "--quiet"]
    asked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if "is not a docker command" in asked.stderr or "unknown flag" in asked.stderr:
        pytest.skip("docker has no compose here")
    assert asked.returncode == 0, asked.stderr


def _seconds(service: Service) -> int:
    return int(service["stop_grace_period"].removesuffix("s"))
