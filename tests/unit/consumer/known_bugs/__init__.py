"""Bugs that other consumers were found to have: ours passes each scenario, a copy with the bug does not.

docs/known-bugs.md lists them with their reports.
"""
