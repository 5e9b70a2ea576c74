"""The packages of the demo against its lock."""

import re
from collections.abc import Iterable, Mapping
from importlib.metadata import distributions

from flightpulse.doctor.finding import Finding, fail, ok, warn
from flightpulse.doctor.interpreter import SET_UP
from local.runtime.paths import REPOSITORY

LOCK = REPOSITORY / "requirements" / "demo.txt"
NAMED = 4
_PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)


def packages() -> Finding:
    """Whether everything that the lock names is installed, in its version."""
    if not LOCK.exists():
        return fail("packages", f"there is no {LOCK}", "clone the repository again")
    return compare(pins(LOCK.read_text(encoding="utf-8")), installed())


def pins(lock: str) -> dict[str, str]:
    """Versions by package name, as a lock pins them. No pin of the demo depends on the platform."""
    return {_normal(name): version for name, version in _PIN.findall(lock)}


def installed() -> dict[str, str]:
    """Versions by package name, as this Python has them."""
    return {_normal(each.metadata["Name"]): each.version for each in distributions()}


def compare(wanted: Mapping[str, str], found: Mapping[str, str]) -> Finding:
    """Missing packages stop the demo; other versions are not what was tested."""
    missing = [name for name in wanted if name not in found]
    if missing:
        return fail("packages", f"{len(missing)} of {len(wanted)} missing ({_some(missing)})", SET_UP)
    other = [f"{name} {found[name]}, not {wanted[name]}" for name in wanted if found[name] != wanted[name]]
    if other:
        return warn("packages", f"{len(other)} differ from the lock ({_some(other)})", SET_UP)
    return ok("packages", f"{len(wanted)} as locked")


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    return ", ".join(listed[:NAMED]) + (", ..." if len(listed) > NAMED else "")


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
