"""All checks, in the order in which a reader wants them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from flightpulse.doctor import containers, interpreter, leftovers, machine, packages, stand_ins
from flightpulse.doctor.finding import Finding, Level

Check = Callable[[], Finding]

CHECKS: Final[Sequence[Check]] = (
    interpreter.system,
    interpreter.version,
    interpreter.environment,
    packages.packages,
    stand_ins.emulator,
    stand_ins.data,
    machine.loopback,
    machine.memory,
    machine.processors,
    machine.disk,
    machine.open_files,
    containers.engine,
    leftovers.processes,
    leftovers.folders,
)


def examine(checks: Iterable[Check] = CHECKS) -> Iterator[Finding]:
    """One finding of each check, as soon as it is known."""
    return (check() for check in checks)


def verdict(findings: Sequence[Finding]) -> str:
    """The last line."""
    fails = sum(finding.level is Level.FAIL for finding in findings)
    warns = sum(finding.level is Level.WARN for finding in findings)
    if fails:
        return f"{fails} to put right" + (f", {warns} to look at." if warns else ".")
    return f"Ready, with {warns} to look at." if warns else "Ready."
