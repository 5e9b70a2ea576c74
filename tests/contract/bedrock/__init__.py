"""Tests: bedrock."""
