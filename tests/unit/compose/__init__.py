"""Compose from the outside, without an engine."""
