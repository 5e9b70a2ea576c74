"""Tests: local_runtime."""
