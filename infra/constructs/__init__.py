"""Constructs: one per capability."""
