"""Where the repository is: children import from it whatever folder they run in."""

from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
