"""A checker that Go builds is optional, and its absence has a reason that can be read."""

from pathlib import Path

import pytest

from tools.go_tool import MODULE, ToolMissing, go_tool
from tools.lint_workflows import ACTIONLINT
from tools.search_secrets import GITLEAKS, main


def test_a_machine_without_go_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolMissing, match="there is no Go"):
        go_tool(ACTIONLINT)


def test_a_go_that_cannot_build_is_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go = tmp_path / "go"
    go.write_text("#!/bin/sh\necho downloading >&2\necho 'go.mod requires go >= 1.25.4' >&2\nexit 1\n")
    go.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolMissing, match=r"could not build it: go.mod requires go >= 1\.25\.4"):
        go_tool(ACTIONLINT)


def test_a_search_for_secrets_that_cannot_be_made_is_no_success(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main() == 1
    assert "make secrets needs Go" in capsys.readouterr().err


@pytest.mark.parametrize("package", [ACTIONLINT, GITLEAKS])
def test_the_tools_are_those_that_the_module_pins(package: str) -> None:
    assert f"\t{package}\n" in (MODULE / "go.mod").read_text()
    module = package.removesuffix("/cmd/actionlint")
    assert f"{module} v" in (MODULE / "go.sum").read_text()
