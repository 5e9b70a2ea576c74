"""All checks of the read-back, by name, so that a test can switch off each one."""

from collections.abc import Mapping
from typing import Final

from services.messenger.verify.readback.absences import ABSENCES
from services.messenger.verify.readback.agree_fates import FATES
from services.messenger.verify.readback.agree_labels import LABELS
from services.messenger.verify.readback.agree_places import PLACES
from services.messenger.verify.readback.agree_times import TIMES
from services.messenger.verify.readback.check import Check

CHECKS: Final[Mapping[str, Check]] = {**PLACES, **TIMES, **LABELS, **FATES, **ABSENCES}
