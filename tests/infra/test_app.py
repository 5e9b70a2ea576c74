"""The app from the outside: a bad value or a missing Node is one line, not a stack trace."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from infra import node
from infra.context_file import CDK_JSON
from infra.naming import DATA_STACK, NETWORK_STACK, SERVICES_STACK, WORKFLOWS_STACK


def _run(module: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", module],
        cwd=CDK_JSON.parent,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_app_writes_every_stack_without_credentials_docker_or_a_configuration(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "infra.app"],
        cwd=CDK_JSON.parent,
        env={
            "CDK_OUTDIR": str(tmp_path / "out"),
            "CDK_CONTEXT_JSON": json.dumps({"preset": "staging"}),
            "HOME": str(tmp_path),
            "JSII_NODE": node.use_node(),
            "PATH": "",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for stack in (NETWORK_STACK, DATA_STACK, WORKFLOWS_STACK, SERVICES_STACK):
        template = (tmp_path / "out" / f"{stack}.template.json").read_text(encoding="utf-8")
        assert '"Value": "staging"' in template


def test_a_value_without_a_name_is_one_line() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "infra.app", "-c", "preset"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "error: -c 'preset' has no value: write it as -c name=value" in done.stderr


def test_a_bad_context_value_is_one_line(tmp_path: Path) -> None:
    done = _run("infra.app", CDK_OUTDIR=str(tmp_path), CDK_CONTEXT_JSON=json.dumps({"preset": "production"}))
    assert done.returncode == 1
    assert "error: context value 'preset' is 'production': it must be one of local, dev" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_any_node_the_error_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JSII_NODE", raising=False)
    monkeypatch.setattr(node, "_packaged_node", lambda: None)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(node.NodeMissing, match=r"requirements/dev\.txt .* or set JSII_NODE"):
        node.use_node()


def test_a_node_that_is_too_old_is_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for version, usable in (("v20.20.2", False), ("v24.1.0", True)):
        fake = tmp_path / "node"
        fake.write_text(f"#!/bin/sh\necho {version}\n", encoding="utf-8")
        fake.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
        assert bool(node._node_on_path()) is usable


def test_a_node_that_the_user_names_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JSII_NODE", "/opt/node")
    assert node.use_node() == "/opt/node"
