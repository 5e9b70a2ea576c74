"""Benchmarks: side by side in one run, printed as one table, never asserted as a timed test."""
