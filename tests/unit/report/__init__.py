"""Tests of the report: it has to be able to fail."""
