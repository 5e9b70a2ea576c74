"""Tests of the whole pipeline, as a user would run it."""
