"""What a Lambda is invoked with to be ready before there is anything to do."""

from collections.abc import Mapping
from typing import Final

WARM_UP: Final[Mapping[str, str]] = {"kind": "warm-up"}
"""Asks for nothing: the process does what it does once, and answers."""
