"""Keeps the description of the API, which may only grow."""
