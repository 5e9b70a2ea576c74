"""Adapters against what stands in for their outside: embedded AWS, embedded broker."""
