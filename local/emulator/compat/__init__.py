"""Where ministack departs from AWS in something we rely on: one small patch per file, for one exact version.

Runs inside the emulator's venv only. `tests/contract/emulator` pins every behaviour patched here.
"""
