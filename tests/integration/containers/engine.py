"""Whether a container engine answers here, and which images it has."""

from functools import cache

import docker
from docker.errors import DockerException, ImageNotFound


@cache
def why_no_engine() -> str | None:
    """Why no container can be started here; None when an engine answers."""
    try:
        engine = docker.from_env(timeout=10)
    except DockerException as error:
        return f"no container engine answers: {error}"
    try:
        engine.ping()
    except DockerException as error:
        return f"no container engine answers: {error}"
    finally:
        engine.close()
    return None


def missing_images(names: tuple[str, ...]) -> list[str]:
    """Which of these images the engine does not have."""
    engine = docker.from_env()
    try:
        return [name for name in names if not _has(engine, name)]
    finally:
        engine.close()


def _has(engine: docker.DockerClient, name: str) -> bool:
    try:
        engine.images.get(name)
    except ImageNotFound:
        return False
    return True
