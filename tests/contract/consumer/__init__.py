"""Tests: the consumer's adapters."""
