"""What every image of the project keeps to, so that it can run without rights and on a read-only root."""

import json
import re
from pathlib import Path

import pytest

from tests.unit.project.dockerfiles import dockerfiles, instructions_of, last_stage, name_of, texts
from tests.unit.project.repository import ROOT, tracked_python
from tools.images.catalogue import IMAGES, bases_of

BASE = "python:3.13-slim-trixie"
ASKED = {"dynamodb": "dynamodb", "events": "events", "secretsmanager": "secrets"}
"""A model, and the method of the client that needs its endpoint."""

ONE_SHOTS = {ROOT / "local" / "Dockerfile"}
LABELS = ("title", "source", "revision", "version", "licenses")
every_image = pytest.mark.parametrize("path", dockerfiles(), ids=name_of)


def test_every_dockerfile_is_in_the_catalogue_that_builds_and_weighs_them() -> None:
    assert {ROOT / image.dockerfile for image in IMAGES} == set(dockerfiles())


@every_image
def test_it_starts_from_one_exact_base_and_needs_no_frontend_from_a_registry(path: Path) -> None:
    text = path.read_text()
    assert set(bases_of(text)) == {BASE}
    assert len(bases_of(text)) == 2, "one stage builds, the other one runs"
    assert not re.search(r"^#\s*syntax\s*=", text, re.MULTILINE)


@every_image
def test_it_runs_as_a_user_without_rights_whose_number_an_orchestrator_can_check(path: Path) -> None:
    user = texts(last_stage(path), "USER")[-1]
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", user)


@every_image
def test_its_process_is_the_first_one_so_that_it_hears_sigterm(path: Path) -> None:
    command = json.loads(texts(last_stage(path), "CMD")[-1])
    assert command[0] == "python"
    assert not texts(last_stage(path), "ENTRYPOINT")


@every_image
def test_it_says_how_its_life_is_told_unless_it_is_there_to_end(path: Path) -> None:
    checks = texts(last_stage(path), "HEALTHCHECK")
    if path in ONE_SHOTS:
        assert not checks
    else:
        assert "services.core.alive" in checks[-1]
        assert "--start-period=" in checks[-1]


@every_image
def test_the_image_that_runs_was_not_built_in(path: Path) -> None:
    """Installers and compilers stay in the first stage; the last one only takes over what they made."""
    last = last_stage(path)
    assert not texts(last, "RUN")
    assert all(copied.startswith("--from=build ") for copied in texts(last, "COPY"))
    assert not texts(last, "ADD")


@every_image
def test_packages_come_from_a_lock_with_hashes_and_as_wheels(path: Path) -> None:
    installs = [run for run in texts(instructions_of(path), "RUN") if " install " in run]
    for install in installs:
        assert install.count(" install ") == install.count("--require-hashes")
    if path.parts[-2] != "local":  # the flights of 2013 are published as a source archive only
        assert all(install.count(" install ") == install.count("--only-binary :all:") for install in installs)


@pytest.mark.parametrize("service", ["consumer", "api"])
def test_it_keeps_the_models_of_the_services_that_it_asks(service: str) -> None:
    pruned = [
        run
        for run in texts(instructions_of(ROOT / "services" / service / "Dockerfile"), "RUN")
        if "find " in run
    ]
    kept = set(re.findall(r"! -name (\S+)", " ".join(pruned)))
    code = "".join(file.read_text() for file in tracked_python(f"services/{service}"))
    asked = {name for name, method in ASKED.items() if re.search(rf"aws\.{method}\(", code)}
    # What the credentials of the machine may be made of; the code names no other service.
    assert kept == asked | {"sts"}
    assert not re.search(r"aws\.call\(", code)


@every_image
def test_its_root_may_be_read_only(path: Path) -> None:
    environment = " ".join(texts(last_stage(path), "ENV"))
    assert "PYTHONDONTWRITEBYTECODE=1" in environment
    assert any("compileall" in run for run in texts(instructions_of(path), "RUN"))


@every_image
def test_it_says_what_it_is_and_from_which_source(path: Path) -> None:
    labels = " ".join(texts(last_stage(path), "LABEL"))
    for label in LABELS:
        assert f"org.opencontainers.image.{label}=" in labels
    for argument in ("REVISION", "VERSION", "SOURCE"):
        assert f'="${argument}"' in labels


@pytest.mark.parametrize("service", ["consumer", "api"])
def test_a_service_holds_the_kernel_its_own_folder_and_its_own_lock(service: str) -> None:
    copied = texts(instructions_of(ROOT / "services" / service / "Dockerfile"), "COPY")
    sources = {part for text in copied if "--from" not in text for part in text.split()[:-1]}
    assert sources == {
        f"requirements/{service}.txt",
        "services/__init__.py",
        "services/core/",
        f"services/{service}/",
    }


@pytest.mark.parametrize("service", ["consumer", "api"])
def test_a_service_weighs_less_than_a_hundred_megabytes_on_top_of_its_base(service: str) -> None:
    (image,) = [image for image in IMAGES if image.name == service]
    assert image.limit <= 100
