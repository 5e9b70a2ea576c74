"""All checks of the read-back, by name, so that a test can switch off each one."""

from collections.abc import Mapping
from typing import Final

from services.messenger.verify.readback.absences import ABSENCES
from services.messenger.verify.readback.agreements import AGREEMENTS, Check

CHECKS: Final[Mapping[str, Check]] = {**AGREEMENTS, **ABSENCES}
