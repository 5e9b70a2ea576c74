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
    """Without them the CDK ends after a whole synthesis, with a sentence about stack definitions."""
    import boto3
    from botocore.exceptions import BotoCoreError

    try:
        session = boto3.Session()
        credentials, region = session.get_credentials(), session.region_name
    except BotoCoreError as error:
        raise CannotRun(f"AWS: {error}") from error
    if credentials is None:
        raise CannotRun("there are no AWS credentials: sign in and name the profile (export AWS_PROFILE=...)")
    if region is None:
        raise CannotRun("there is no AWS region: export AWS_REGION=..., or give the profile one")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
