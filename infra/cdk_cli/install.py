"""`python -m infra.cdk_cli.install`: what a package-lock.json names, checked by its hashes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from infra.node import NodeMissing, use_node

FOLDER = Path(__file__).resolve().parent
CDK = FOLDER / "node_modules" / "aws-cdk" / "bin" / "cdk"
ARGUMENTS = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")
SECONDS = 300


class NotInstalled(RuntimeError):
    """npm could not fetch what the lock names; the text says why."""


def install(folder: Path = FOLDER) -> None:
    """Into `folder`/node_modules. Raises NodeMissing or NotInstalled."""
    node = Path(use_node())
    npm = node.parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    command = [str(node), str(npm)] if npm.is_file() else ["npm"]
    environment = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
    try:
        done = subprocess.run(
            [*command, *ARGUMENTS],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotInstalled(f"npm cannot be run: {error}") from error
    if done.returncode:
        raise NotInstalled(f"npm ci failed in {folder.name}: {(done.stderr or done.stdout).strip()}")


if __name__ == "__main__":
    try:
        install()
    except (NodeMissing, NotInstalled) as failure:
        sys.exit(f"error: {failure}")
