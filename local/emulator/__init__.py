"""The embedded AWS: ministack in a venv of its own, patched where it departs from AWS."""
