"""The container engine, by its command line."""

import shutil
import subprocess
from collections.abc import Mapping

from tools.images.catalogue import ROOT, Image
from tools.images.layers import Layer, read_history

HISTORY_FORMAT = "{{.Size}} {{.CreatedBy}}"


class EngineFailed(RuntimeError):
    """The engine is missing or refused; the text says what to do, or what the engine said."""


def build(image: Image, arguments: Mapping[str, str]) -> None:
    """Build and tag one image; what the engine says goes to the terminal. Raises EngineFailed."""
    given = [part for name, value in arguments.items() for part in ("--build-arg", f"{name}={value}")]
    command = [_docker(), "build", "-f", image.dockerfile, "-t", image.tag, *given, "."]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise EngineFailed(f"{image.tag} was not built: see above")


def history(reference: str) -> list[Layer]:
    """The layers of a local image, the newest first. Raises EngineFailed when there is none."""
    command = [_docker(), "history", "--no-trunc", "--human=false", "--format", HISTORY_FORMAT, reference]
    asked = subprocess.run(command, capture_output=True, text=True, check=False)
    if asked.returncode:
        # A builder may keep the base to itself, so that the engine has no such image.
        raise EngineFailed(f"{asked.stderr.strip()}; `docker pull {reference}` brings it here")
    return read_history(asked.stdout)


def _docker() -> str:
    found = shutil.which("docker")
    if found is None:
        raise EngineFailed("there is no `docker` on the PATH: install Docker Engine or Docker Desktop first")
    return found
