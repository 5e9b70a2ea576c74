"""Killed processes, real adapters."""
