"""Stacks: each composes constructs and decides nothing else."""
