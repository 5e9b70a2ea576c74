"""The patches touch private names, so they are for one exact release of ministack."""

from importlib.metadata import version

PINNED = "1.5.33"


class WrongEmulatorVersion(RuntimeError):
    """The emulator's venv holds another ministack than the one the patches were written for."""


def require_pinned_version() -> None:
    """Raise WrongEmulatorVersion unless exactly the pinned release is installed."""
    found = version("ministack")
    if found != PINNED:
        raise WrongEmulatorVersion(
            f"the embedded AWS needs ministack=={PINNED}, but its venv has {found}: "
            "rebuild the venv from its lock, or port local/emulator/compat and its contract tests"
        )
