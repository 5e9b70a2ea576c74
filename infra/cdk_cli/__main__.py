"""`python -m infra.cdk_cli deploy -c preset=dev`: the CDK command line, after what would fail it late."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from infra.cdk_cli.install import CDK
from infra.config.presets import PRESETS
from infra.node import NodeMissing, use_node

ROOT = Path(__file__).resolve().parents[2]


class CannotRun(RuntimeError):
    """What is missing before anything is synthesised; the text says what would be right."""


def main(arguments: Sequence[str]) -> int:
    """Returns the exit status of the CDK, 2 when it was not started."""
    try:
        _check_preset(arguments)
        _check_account()
        node = Path(use_node())
        if not CDK.is_file():
            raise CannotRun("the CDK command line is not installed: run `make cdk-cli`")
    except (CannotRun, NodeMissing) as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    # cdk.json starts the app with `python`: that has to be this one.
    path = os.pathsep.join([str(Path(sys.executable).parent), str(node.parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "CDK_DISABLE_CLI_TELEMETRY": "true"}
    return subprocess.run([node, CDK, *arguments], cwd=ROOT, env=environment, check=False).returncode


def _check_preset(arguments: Sequence[str]) -> None:
    """The app says the same, after which the CDK adds a page about the app having failed."""
    for argument in arguments:
        named = re.fullmatch(r"preset=(.*)", argument)
        if named and named[1] not in PRESETS:
            raise CannotRun(f"there is no preset {named[1]!r}: ENV is one of {', '.join(PRESETS)}")


def _check_account() -> None:
    """Without one the CDK ends after a whole synthesis, with a sentence about stack definitions."""
    import boto3
    from botocore.config import Config
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        session = boto3.Session()
        if session.get_credentials() is None:
            raise CannotRun("there are no AWS credentials: sign in and name the profile (AWS_PROFILE)")
        if session.region_name is None:
            raise CannotRun("there is no AWS region: export AWS_REGION=..., or give the profile one")
        quick = Config(connect_timeout=5, read_timeout=10, retries={"total_max_attempts": 2})
        account = session.client("sts", config=quick).get_caller_identity()["Account"]
    except (BotoCoreError, ClientError) as error:
        raise CannotRun(f"cannot sign in to AWS: {error}") from error
    sys.stderr.write(f"account {account}, region {session.region_name}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
