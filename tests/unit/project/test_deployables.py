"""Each image or Lambda zip works with the folders and the lock that it is given, and nothing else."""

import pytest

from tests.unit.project.deployables import (
    distributions_of,
    locked_versions,
    missing_from_lock,
    normalised,
    reached_files,
    requirements_of,
    started_services,
    third_party_imports,
)
from tests.unit.project.repository import ROOT


@pytest.mark.parametrize("service", started_services())
def test_a_deployable_imports_only_what_its_lock_installs(service: str) -> None:
    assert missing_from_lock(service, reached_files(f"services/{service}")) == set()


@pytest.mark.parametrize("service", started_services())
def test_a_deployable_reaches_only_its_own_folder_and_the_kernel(service: str) -> None:
    allowed = {("services", service), ("services", "core"), ("services", "__init__.py")}
    outside = {
        str(path.relative_to(ROOT))
        for path in reached_files(f"services/{service}")
        if path.relative_to(ROOT).parts[:2] not in allowed
    }
    assert not outside


def test_the_demo_runs_on_its_lock_alone() -> None:
    assert missing_from_lock("demo", reached_files("flightpulse", "services")) == set()


def test_the_embedded_aws_imports_only_what_its_own_lock_installs() -> None:
    assert missing_from_lock("emulator", reached_files("local/emulator/serve.py")) == set()


# What is needed without being imported by us: data that the standard library's zoneinfo reads, and the
# HTTP parser that services/api/main.py names to uvicorn.
READ_NOT_IMPORTED = {"tzdata", "httptools"}


@pytest.mark.parametrize("service", started_services())
def test_a_deployable_asks_for_nothing_that_it_does_not_import(service: str) -> None:
    imported = third_party_imports(reached_files(f"services/{service}"))
    used = {name for module in imported for name in distributions_of(module)}
    asked = {normalised(requirement.name) for requirement in requirements_of(service)}
    assert asked - used <= READ_NOT_IMPORTED


@pytest.mark.parametrize("lock", ["messenger", "stream", "rebooking"])
def test_a_functions_lock_is_pure_python_so_that_one_zip_runs_on_every_processor(lock: str) -> None:
    pure = {"boto3", "botocore", "jmespath", "python-dateutil", "s3transfer", "six", "tzdata", "urllib3"}
    assert locked_versions(lock).keys() <= pure


def test_the_authorizer_has_no_lock_because_the_standard_library_will_do() -> None:
    files = reached_files("services/authorizer")
    assert any(file.name == "rsa.py" for file in files)
    assert not third_party_imports(files)
