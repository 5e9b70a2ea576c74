"""Which suites there are, what each of them needs, and in which order they run."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools.chromium import why_no_chromium
from tools.model.checker import why_no_checker

ENGINE_SECONDS = 20
ROOT = Path(__file__).resolve().parent.parent


def _nothing() -> None:
    """Needs nothing."""


def why_no_engine() -> str | None:
    """Why no container can run here; None when an engine answers."""
    if shutil.which("docker") is None:
        return "no container engine: there is no docker command"
    try:
        answer = subprocess.run(
            ["docker", "info", "--format", "{{.ServerVersion}}"],
            capture_output=True,
            text=True,
            check=False,
            timeout=ENGINE_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return f"no container engine: docker did not answer in {ENGINE_SECONDS} s"
    if answer.returncode == 0 and answer.stdout.strip():
        return None
    said = answer.stderr.strip().splitlines()
    return f"no container engine: {said[-1] if said else 'docker info failed'}"


def why_no_cdk() -> str | None:
    """Why the CDK command line cannot be had here; None when it is installed, or could be just now."""
    return _why_not_installed("infra/cdk_cli", "infra.cdk_cli.install", "CDK command line")


def why_no_browser() -> str | None:
    """Why the board cannot be looked at here; None when a browser and what checks pages are at hand."""
    if (reason := why_no_chromium()) is not None:
        return reason
    return _why_not_installed("tests/browser/npm", "tests.browser.npm.install", "what checks pages")


def _why_not_installed(folder: str, module: str, what: str) -> str | None:
    if (ROOT / folder / "node_modules/.package-lock.json").is_file():
        return None
    done = subprocess.run(
        [sys.executable, "-m", module], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return None if done.returncode == 0 else f"no {what}: {done.stderr.strip().splitlines()[-1]}"


@dataclass(frozen=True, slots=True)
class Suite:
    """One row of the table: a folder of tests, or a target of make that is a test of its own."""

    name: str
    folder: str = ""
    target: str = ""
    without: tuple[str, ...] = ()
    """Folders inside that are suites of their own."""
    marked: str = "not long"
    """Which of its tests, as pytest's -m."""
    first: str = ""
    """A target of make that has to be made before, when there is one."""
    why_not: Callable[[], str | None] = _nothing
    """Why it cannot run on this machine; asked only when it is its turn."""

    def is_present(self, root: Path) -> bool:
        """Whether the project has it."""
        if self.target:
            return has_target(root, self.target)
        return any((root / self.folder).rglob("test_*.py"))


def has_target(root: Path, name: str) -> bool:
    """Whether the Makefile has this target."""
    makefile = root / "Makefile"
    lines = makefile.read_text(encoding="utf-8").splitlines() if makefile.exists() else []
    return any(line.startswith(f"{name}:") for line in lines)


CONTAINERS = "tests/integration/containers"
GROUPS = f"{CONTAINERS}/group"
DEPLOYMENT = "tests/deployment"
BROWSER = "tests/browser"

PLAIN = (
    Suite("unit", "tests/unit"),
    Suite("eval", "tests/eval"),
    Suite("contract", "tests/contract"),
    Suite("infra", "tests/infra"),
    Suite("integration", "tests/integration", without=(CONTAINERS,)),
    Suite("reliability", "tests/reliability"),
)
"""What `make test` runs."""

MORE = (
    # What a shorter test of `make test` shows already, with all its cases or at full size.
    Suite("long", "tests", without=(CONTAINERS, DEPLOYMENT, BROWSER), marked="long"),
    Suite("model", target="model", why_not=why_no_checker),
    Suite("deployment", DEPLOYMENT, why_not=why_no_cdk),
    Suite("containers", CONTAINERS, without=(GROUPS,), first="images", why_not=why_no_engine),
    Suite("groups", GROUPS, why_not=why_no_engine),
    Suite("compose-check", target="compose-check", why_not=why_no_engine),
    Suite("browser", BROWSER, why_not=why_no_browser),
)
"""What `make test-all` runs as well."""

# The unit tests share nothing, so they take every core.
PARALLEL = {
    "unit": ["--numprocesses=auto", "--maxprocesses=4"],
    # Mostly they wait, for sessions to end and for brokers to come back; each worker has a broker of its own.
    "groups": ["--numprocesses=3"],
}
# These own processes and free ports, and wait for them half of their time: two fit side by side.
# The longest begins, or it would end alone.
SIDE_BY_SIDE = ("integration", "contract", "reliability", "infra", "eval")
LANES = 2
