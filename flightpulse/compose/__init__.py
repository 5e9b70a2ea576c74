"""Compose from the outside: whether this machine can run the stack, and starting and stopping it."""
