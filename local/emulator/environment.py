"""Where the emulator's Python is, and the clean environment it runs in."""

import os
from collections.abc import Mapping
from pathlib import Path

from local.runtime.paths import REPOSITORY
from local.runtime.ports import LOOPBACK

VENV = REPOSITORY / ".venv-emulator"
REGION = "us-east-1"
ACCESS_KEY = "local"


class EmulatorMissing(RuntimeError):
    """The emulator's venv is not there."""


def emulator_python() -> Path:
    """The interpreter of the emulator's venv; raises EmulatorMissing with what to run."""
    folder = Path(os.environ.get("FLIGHTPULSE_EMULATOR_VENV", VENV))
    python = folder / "bin" / "python"
    if not python.exists():
        raise EmulatorMissing(f"the embedded AWS is not installed: no {python}. Run `make setup`.")
    return python


def server_environment(work_folder: Path, port: int, extra: Mapping[str, str]) -> dict[str, str]:
    """A clean environment: ministack hands all of its own, AWS_PROFILE included, to every Lambda."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(work_folder),
        "TMPDIR": str(work_folder),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(REPOSITORY),
        "PYTHONUNBUFFERED": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "BIND_HOST": LOOPBACK,
        "MINISTACK_HOST": LOOPBACK,
        "GATEWAY_PORT": str(port),
        "MINISTACK_REGION": REGION,
        "AWS_ACCESS_KEY_ID": ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY": ACCESS_KEY,
        "S3_DATA_DIR": str(work_folder / "s3"),
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "LOG_LEVEL": "WARNING",
        **tracing_environment(),
        **extra,
    }


def tracing_environment() -> dict[str, str]:
    """OpenTelemetry's settings of this machine: whoever has a collector sees a replay's traces in it."""
    return {name: value for name, value in os.environ.items() if name.startswith("OTEL_")}


def client_environment(endpoint: str) -> dict[str, str]:
    """What a process needs so that botocore talks to this emulator and to nothing else."""
    return {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY": ACCESS_KEY,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }
