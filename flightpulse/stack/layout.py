"""The layout of what the stack leaves in its volumes."""

from typing import Final

LAYOUT: Final = 1
"""Counts up when a newer release cannot read what an older one left there."""
