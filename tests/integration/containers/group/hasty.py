"""The consumer with its patience cut short, so that a test sees in seconds what takes minutes.

`FLIGHTPULSE_TEST_HASTE` names constants and what they become: `kafka_in.MAX_POLL_INTERVAL_MS=2000,...`.
"""

import importlib
import os
import sys

from services.consumer.main import main


def hurry(spec: str) -> None:
    """Set each constant. Raises AttributeError for one that does not exist."""
    for one in filter(None, spec.split(",")):
        name, _, value = one.partition("=")
        place, _, constant = name.rpartition(".")
        module = importlib.import_module(f"services.consumer.{place}")
        was = getattr(module, constant)
        setattr(module, constant, type(was)(value))


if __name__ == "__main__":
    hurry(os.environ.get("FLIGHTPULSE_TEST_HASTE", ""))
    sys.exit(main())
