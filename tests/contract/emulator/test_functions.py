"""Lambda workers: how many, in which environment, with which code."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from local.bedrock import BedrockStandIn
from local.emulator.emulator import Emulator
from tests.contract.emulator.conftest import Deployed

WORKER_CAP = 6


def _invoke(emulator: Emulator, deployed: Deployed, **event: object) -> dict[str, Any]:
    answer = emulator.client("lambda").invoke(
        FunctionName=deployed.outputs["Function"], Payload=json.dumps(event).encode()
    )
    result: dict[str, Any] = json.loads(answer["Payload"].read())
    return result


def test_concurrent_calls_share_six_workers(emulator: Emulator, deployed: Deployed) -> None:
    with ThreadPoolExecutor(12) as pool:
        calls = [pool.submit(_invoke, emulator, deployed, do="sleep", seconds=0.1) for _ in range(16)]
        workers = {call.result()["pid"] for call in calls}

    assert 1 < len(workers) <= WORKER_CAP


def test_a_function_that_is_to_be_alone_has_one_worker_and_the_others_have_more(
    tmp_path: Path, probe_zip: Path
) -> None:
    with Emulator.start(
        tmp_path, extra_env={"FLIGHTPULSE_EMULATOR_SINGLE_LAMBDAS": "Other,Lonely"}
    ) as emulator:
        workers = {name: _workers(emulator, name, probe_zip) for name in ("ALonelyFunction", "Sociable")}

    assert (len(workers["ALonelyFunction"]), len(workers["Sociable"]) > 1) == (1, True)


def test_a_function_that_is_to_be_alone_waits_for_no_worker_of_the_others(
    tmp_path: Path, probe_zip: Path
) -> None:
    settings = {
        "FLIGHTPULSE_EMULATOR_SINGLE_LAMBDAS": "Lonely",
        "FLIGHTPULSE_EMULATOR_LAMBDA_WORKERS": "1",
    }
    with Emulator.start(tmp_path, extra_env=settings) as emulator:
        for name in ("Sociable", "Lonely"):
            _create(emulator, name, probe_zip)
        with ThreadPoolExecutor(1) as pool:
            busy = pool.submit(_call, emulator, "Sociable", 1.5)
            time.sleep(0.3)
            _call(emulator, "Lonely", 0.01)
            assert not busy.done()


def test_a_queue_for_the_workers_is_no_throttle_however_little_memory_there_is(
    tmp_path: Path, probe_zip: Path
) -> None:
    # What unpatched is worked out from the memory of the machine or the container.
    little = {"LAMBDA_ACCOUNT_CONCURRENCY": "2", "FLIGHTPULSE_EMULATOR_LAMBDA_WORKERS": "1"}
    with Emulator.start(tmp_path, extra_env=little) as emulator:
        assert len(_workers(emulator, "Queued", probe_zip)) == 1


def _workers(emulator: Emulator, name: str, code: Path) -> set[int]:
    """The processes that answer four calls at once; a call without an answer fails."""
    _create(emulator, name, code)
    with ThreadPoolExecutor(4) as pool:
        return set(pool.map(lambda _: _call(emulator, name, 0.1), range(4)))


def _create(emulator: Emulator, name: str, code: Path) -> None:
    emulator.client("lambda").create_function(
        FunctionName=name,
        Runtime="python3.13",
        Handler="probe_function.handle",
        Role="arn:aws:iam::000000000000:role/r",
        Code={"ZipFile": code.read_bytes()},
    )


def _call(emulator: Emulator, name: str, seconds: float) -> int:
    """The process that slept so long."""
    payload = json.dumps({"do": "sleep", "seconds": seconds}).encode()
    reply = emulator.client("lambda").invoke(FunctionName=name, Payload=payload)
    return int(json.loads(reply["Payload"].read())["pid"])


def test_a_function_talks_to_the_emulator_and_to_the_model_stand_in(
    emulator: Emulator, deployed: Deployed, bedrock_stand_in: BedrockStandIn
) -> None:
    names = ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "FLIGHTPULSE_TABLE", "AWS_PROFILE"]

    environment = _invoke(emulator, deployed, do="environment", names=names)

    assert environment == {
        "AWS_ENDPOINT_URL": emulator.endpoint,
        "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": bedrock_stand_in.endpoint,
        "FLIGHTPULSE_TABLE": deployed.outputs["Table"],
    }


def test_a_function_sees_its_zip_and_not_the_repository(emulator: Emulator, deployed: Deployed) -> None:
    assert _invoke(emulator, deployed, do="import", module="boto3") == {"found": True}
    assert _invoke(emulator, deployed, do="import", module="services") == {"found": False}
    assert _invoke(emulator, deployed, do="import", module="local") == {"found": False}


def test_a_function_knows_the_time_it_has_left(emulator: Emulator, deployed: Deployed) -> None:
    remaining = _invoke(emulator, deployed)["remaining"]

    assert 15_000 < remaining <= 20_000
