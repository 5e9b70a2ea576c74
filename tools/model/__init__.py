"""Runs TLC, the model checker of TLA+, over the specifications in docs/model."""
