"""Reads of the API beside a plain handler: `make bench-api`."""
